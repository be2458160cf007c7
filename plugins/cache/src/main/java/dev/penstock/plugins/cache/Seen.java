package dev.penstock.plugins.cache;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What stood under a key of the shared store before a fetch began. Its answer is put there only if that still stands
 * there, so that what was made invalid in between does not come back.
 *
 * @param asked false: the store was not asked, and is given nothing
 * @param value as it was read
 * @param index where that leads on to variants
 */
record Seen(boolean asked, Optional<Buffer> value, Optional<Parcel.Index> index, Position at) {
    static final Seen NOTHING = new Seen(false, Optional.empty(), Optional.empty(), Position.UNKNOWN);
}

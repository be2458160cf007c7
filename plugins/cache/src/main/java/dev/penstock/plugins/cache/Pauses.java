package dev.penstock.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when something holds of fetches, by their id: remembered for a while, and bounded in bytes, since clients choose
 * what stands in an id. On all loops.
 */
final class Pauses {
    /** Of all ids together, in bytes. */
    private static final long MEMORY = 4L << 20;

    /** What one costs beside its text. */
    private static final int OVERHEAD = 128;

    private final Duration length;
    private final Cache<String, Instant> ends = Caffeine.newBuilder()
            .maximumWeight(MEMORY)
            .weigher((String id, Instant end) -> OVERHEAD + 2 * id.length())
            .executor(Runnable::run)
            .build();

    /** @param length of each */
    Pauses(Duration length) {
        this.length = length;
    }

    void begin(String id, Instant now) {
        ends.put(id, now.plus(length));
    }

    void end(String id) {
        ends.invalidate(id);
    }

    boolean isOn(String id, Instant now) {
        Instant end = ends.getIfPresent(id);
        return end != null && now.isBefore(end);
    }
}

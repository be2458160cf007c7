package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stored answer. Immutable, and compact: one row of bytes holds all of it, from which heads are read as they are asked
 * for. {@link Parcel} sends the same bytes to other gateways.
 *
 * <p>The row: where the fields begin (4 bytes), where the body begins (4), until when it is fresh (8), who may have it, what
 * it varies by, its other times, its labels, its fields, its body. A large body is kept beside the row, so that a hit need
 * not copy it.
 */
final class Entry implements Resource {
    /** What it costs beside its bytes: objects around them, and its place in the store. */
    static final int OVERHEAD = 240;

    /** From so many bytes on a body is kept beside the row. */
    private static final int LARGE = 16 << 10;

    private static final List<Sharing> SHARINGS = List.of(Sharing.values());
    private static final int BODY_AT = Integer.BYTES;
    private static final int FRESH_AT = 2 * Integer.BYTES;
    private static final int SHARING_AT = FRESH_AT + Long.BYTES;
    private static final long NANOS = 1_000_000_000;

    private final byte[] row;
    private final Buffer large; // null: the body is in the row

    Entry(Answer answer, Labels labels, Buffer body) {
        this(row(answer, labels, body.length() < LARGE ? body.getBytes() : new byte[0]), large(body));
    }

    private Entry(byte[] row, Buffer large) {
        this.row = row;
        this.large = large;
    }

    /**
     * What {@link #row} and {@link #beside} gave.
     *
     * @throws RuntimeException where they are not what was written
     */
    static Entry of(byte[] row, Buffer body) {
        Entry entry = new Entry(row, body.length() == 0 ? null : body);
        entry.answer().headers().size();
        entry.labels();
        return entry;
    }

    private static Buffer large(Buffer body) {
        return body.length() < LARGE ? null : body;
    }

    private static byte[] row(Answer answer, Labels labels, byte[] body) {
        Timing timing = answer.timing();
        Packer packer = new Packer().number(0).number(0).number(nanos(timing.freshUntil()));
        packer.put(SHARINGS.indexOf(answer.sharing())).size(answer.status());
        packer.texts(answer.variant().names()).text(answer.variant().values());
        packer.number(nanos(timing.received())).put(timing.strict() ? 1 : 0);
        packer.longSize(nanos(timing.ageThen()))
                .longSize(nanos(timing.whileRevalidate()))
                .longSize(nanos(timing.ifError()));
        packer.text(labels.api()).text(labels.route()).text(labels.path()).texts(labels.tags());
        packer.number(0, packer.length());
        PackedFields.write(packer, answer.headers());
        packer.number(BODY_AT, packer.length());
        return packer.put(body, body.length).toBytes();
    }

    Answer answer() {
        Unpacker reader = new Unpacker(row, FRESH_AT);
        Instant freshUntil = instant(reader.longNumber());
        Sharing sharing = SHARINGS.get(reader.next());
        int status = reader.size();
        Variant variant = new Variant(reader.texts(), reader.text());
        Instant received = instant(reader.longNumber());
        boolean strict = reader.next() == 1;
        Duration ageThen = duration(reader.longSize());
        Duration whileRevalidate = duration(reader.longSize());
        Duration ifError = duration(reader.longSize());
        Timing timing = new Timing(received, ageThen, freshUntil, whileRevalidate, ifError, strict);
        return new Answer(status, new PackedFields(row, fieldsAt()), timing, sharing, variant);
    }

    /** As the answer's own {@code suits}, for less. */
    boolean suits(MultiMap request, Whose whose) {
        Unpacker reader = new Unpacker(row, SHARING_AT);
        if (!SHARINGS.get(reader.next()).suits(whose)) {
            return false;
        }
        reader.size();
        Variant variant = new Variant(reader.texts(), reader.text());
        return variant.suits(request);
    }

    Labels labels() {
        Unpacker reader = new Unpacker(row, SHARING_AT + 1);
        reader.size();
        reader.skipTexts();
        reader.skipText();
        reader.longNumber();
        reader.next();
        reader.longSize();
        reader.longSize();
        reader.longSize();
        return new Labels(reader.text(), reader.text(), reader.text(), reader.texts());
    }

    boolean isFresh(Instant now) {
        return now.isBefore(instant(new Unpacker(row, FRESH_AT).longNumber()));
    }

    boolean isOlderThan(Entry other) {
        return answer().timing().received().isBefore(other.answer().timing().received());
    }

    /** The same answer, stale from then on at the latest. */
    Entry stale(Instant from) {
        if (!isFresh(from)) {
            return this;
        }
        byte[] changed = row.clone();
        System.arraycopy(new Packer().number(nanos(from)).toBytes(), 0, changed, FRESH_AT, Long.BYTES);
        return new Entry(changed, large);
    }

    Buffer bytes() {
        return large == null ? Buffer.buffer(Arrays.copyOfRange(row, bodyAt(), row.length)) : large;
    }

    Body body() {
        return Body.of(bytes());
    }

    /** All of it, but for a large body. */
    byte[] row() {
        return row;
    }

    /** The body that is not in the row; empty when it is. */
    Buffer beside() {
        return large == null ? Buffer.buffer() : large;
    }

    /** The same bytes under a head that was renewed. */
    Entry under(Answer renewed) {
        return new Entry(renewed, labels(), bytes());
    }

    @Override
    public List<Entry> variants() {
        return List.of(this);
    }

    @Override
    public Optional<Entry> find(MultiMap request, Whose whose) {
        return suits(request, whose) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int weight() {
        return (int) Math.min(Integer.MAX_VALUE, (long) OVERHEAD + row.length + (large == null ? 0 : large.length()));
    }

    private int fieldsAt() {
        return new Unpacker(row, 0).number();
    }

    private int bodyAt() {
        return new Unpacker(row, BODY_AT).number();
    }

    private static long nanos(Instant time) {
        return nanos(Duration.between(Instant.EPOCH, time));
    }

    /** Of what is longer than 292 years: those. */
    private static long nanos(Duration time) {
        return time.toSeconds() >= Long.MAX_VALUE / NANOS ? Long.MAX_VALUE : time.toNanos();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    private static Duration duration(long nanos) {
        return nanos == 0 ? Duration.ZERO : Duration.ofNanos(nanos);
    }
}

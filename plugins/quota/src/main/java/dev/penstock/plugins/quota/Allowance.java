package dev.penstock.plugins.quota;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A {@link Limit} in a window: of a rolling one there is one for all time, of the calendar one for each day or month.
 *
 * @param limit what is allowed
 * @param length of the window
 * @param day the first day of a window of the calendar
 */
record Allowance(Limit limit, Duration length, Optional<LocalDate> day) {
    /** The next window of the calendar is another bandwidth, so this one is never refilled. */
    private static final Duration NEVER = Duration.ofDays(36600);

    static Allowance of(Limit limit, LocalDate today) {
        Rate.Window window = limit.rate().window();
        if (window instanceof Rate.Rolling rolling) {
            return new Allowance(limit, rolling.length(), Optional.empty());
        }
        LocalDate first = window == Rate.Calendar.DAY ? today : today.withDayOfMonth(1);
        int days = window == Rate.Calendar.DAY ? 1 : first.lengthOfMonth();
        return new Allowance(limit, Duration.ofDays(days), Optional.of(first));
    }

    /**
     * Its bucket. Of two revisions of a limit, or two windows of the calendar, the ids differ: Bucket4j carries over
     * what has the same id, and starts anew, full, what has another.
     */
    Bandwidth bandwidth() {
        long size = limit.rate().size();
        var bucket = Bandwidth.builder().capacity(size);
        var refilled = day.isPresent() ? bucket.refillIntervally(size, NEVER) : bucket.refillGreedy(size, length);
        return refilled.id(limit.id() + " " + day).build();
    }

    /** Its item of {@code RateLimit-Policy}. */
    String policy() {
        return limit.quoted() + ";q=" + limit.rate().size() + ";w=" + seconds(length.toMillis());
    }

    /** When the window begins, in milliseconds since the epoch. */
    long from() {
        return day.map(Allowance::millis).orElse(Long.MIN_VALUE);
    }

    /** When the window ends, in milliseconds since the epoch. */
    long until() {
        return day.map(first -> millis(first) + length.toMillis()).orElse(Long.MAX_VALUE);
    }

    /**
     * How long until this much has come back, rounded up to seconds.
     *
     * @param missing how much
     * @param part what has come back of the next one, as Bucket4j counts it: in nanoseconds of the window's length
     * @param now in milliseconds since the epoch
     */
    long secondsUntil(long missing, long part, long now) {
        if (missing <= 0) {
            return 0;
        }
        if (day.isPresent()) {
            return seconds(until() - now);
        }
        // Beyond 64 bits the last digits of a long time do not matter.
        double nanos =
                ((double) length.toNanos() * missing - part) / limit.rate().size();
        return (long) Math.ceil(nanos / 1e9);
    }

    private static long seconds(long millis) {
        return (millis + 999) / 1000;
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}

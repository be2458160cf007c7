package dev.penstock.plugins.quota;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much in which time: {@code 20/1s}, a bucket that holds 20 and is filled evenly with 20 a second, or
 * {@code 50000/day}, which starts full with each day of the calendar.
 *
 * @param size how much, at least 1
 * @param window in which time
 */
public record Rate(long size, Window window) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})/(?:(day|month)|(\\d{1,9})(ms|s|m|h|d))");
    private static final Duration LONGEST = Duration.ofDays(3660);

    /**
     * Reads a rate.
     *
     * @throws IllegalArgumentException when the text is no rate
     */
    public static Rate parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw refused(text);
        }
        long size = Long.parseLong(parts.group(1));
        if (parts.group(2) != null && size > 0) {
            return new Rate(size, "day".equals(parts.group(2)) ? Calendar.DAY : Calendar.MONTH);
        }
        Duration length = parts.group(3) == null ? Duration.ZERO : length(parts.group(3), parts.group(4));
        boolean sane = size > 0 && length.compareTo(LONGEST) <= 0 && length.toNanos() >= size;
        if (!sane) {
            throw refused(text);
        }
        return new Rate(size, new Rolling(length));
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "expected a rate such as 20/1s, 1000/1h, 50000/day or 50000/month, found '" + text + "'");
    }

    private static Duration length(String amount, String unit) {
        long number = Long.parseLong(amount);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The time of a rate. */
    public sealed interface Window {}

    /**
     * A time that moves along.
     *
     * @param length more than zero, at most ten years
     */
    public record Rolling(Duration length) implements Window {}

    /** A time of the calendar, in UTC. */
    public enum Calendar implements Window {
        /** From midnight to midnight. */
        DAY,
        /** From the first of a month to the first of the next. */
        MONTH
    }
}

package dev.penstock.engine.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as files write them: {@code 200ms 5s 1m 2h 1d}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a duration such as 200ms or 5s, found '" + text + "'");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A duration as a file would write it, in the largest unit that it is a whole number of. */
    public static String text(Duration duration) {
        long amount = duration.toMillis();
        String[] units = {"ms", "s", "m", "h", "d"};
        long[] steps = {1_000, 60, 60, 24};
        int unit = 0;
        while (unit < steps.length && amount > 0 && amount % steps[unit] == 0) {
            amount /= steps[unit++];
        }
        return amount + units[unit];
    }
}

package dev.penstock.sdk;

import java.util.Locale;

/**
 * A number of bytes: {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}.
 *
 * @param bytes 0 or more
 */
public record Size(long bytes) {
    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException when the text is no size
     */
    public static Size parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long unit = switch (text.substring(digits).strip().toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1L;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            default -> 0L;
        };
        if (digits == 0 || digits > 12 || unit == 0) {
            throw new IllegalArgumentException("expected a size such as 64KiB or 1MiB, found '" + text + "'");
        }
        return new Size(Math.multiplyExact(Long.parseLong(text.substring(0, digits)), unit));
    }
}

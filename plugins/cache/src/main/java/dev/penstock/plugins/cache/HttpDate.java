package dev.penstock.plugins.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The dates of HTTP (RFC 9110 section 5.6.7): one form to write, three to read. Case does not count, nor whether the
 * day of the week is that of the date.
 */
final class HttpDate {
    private static final DateTimeFormatter PREFERRED =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private static final List<String> LONG_DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    private HttpDate() {}

    static String format(Instant instant) {
        return PREFERRED.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Empty for what is no date, and for none. */
    static Optional<Instant> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String date = text.strip().toLowerCase(Locale.ROOT);
        int comma = date.indexOf(',');
        try {
            return switch (comma) {
                case -1 -> asctime(date);
                case 3 -> preferred(date);
                default -> rfc850(date.substring(0, comma), date.substring(comma));
            };
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    private static Optional<Instant> preferred(String text) {
        return has(text, "...,_.._..._...._..:..:.._gmt") && DAYS.contains(text.substring(0, 3))
                ? instant(number(text, 12, 16), text.substring(8, 11), number(text, 5, 7), text.substring(17))
                : Optional.empty();
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}: two digits are a year from 1970 to 2069. */
    private static Optional<Instant> rfc850(String day, String rest) {
        if (!has(rest, ",_..-...-.._..:..:.._gmt") || !LONG_DAYS.contains(day)) {
            return Optional.empty();
        }
        int year = number(rest, 9, 11);
        return instant(
                year < 0 ? year : year + (year < 70 ? 2000 : 1900),
                rest.substring(5, 8),
                number(rest, 2, 4),
                rest.substring(12));
    }

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static Optional<Instant> asctime(String text) {
        return has(text, "..._..._.._..:..:.._....") && DAYS.contains(text.substring(0, 3))
                ? instant(
                        number(text, 20, 24),
                        text.substring(4, 7),
                        number(text, text.charAt(8) == ' ' ? 9 : 8, 10),
                        text.substring(11))
                : Optional.empty();
    }

    /** @param time begins with {@code 08:49:37}; a leap second is the one before it */
    private static Optional<Instant> instant(int year, String month, int day, String time) {
        int hour = number(time, 0, 2);
        int minute = number(time, 3, 5);
        int second = number(time, 6, 8);
        return year < 0
                ? Optional.empty()
                : Optional.of(
                        LocalDateTime.of(year, MONTHS.indexOf(month) + 1, day, hour, minute, second == 60 ? 59 : second)
                                .toInstant(ZoneOffset.UTC));
    }

    /** Whether the text has this form: a point is any character, an underscore a blank, the rest itself. */
    private static boolean has(String text, String form) {
        if (text.length() != form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char expected = form.charAt(i) == '_' ? ' ' : form.charAt(i);
            if (expected != '.' && expected != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** These digits; -1, which is out of every range, for what is no number. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

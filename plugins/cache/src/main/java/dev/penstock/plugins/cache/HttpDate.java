package dev.penstock.plugins.cache;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The dates of HTTP (RFC 9110 section 5.6.7): one form to write, three to read. */
final class HttpDate {
    private static final DateTimeFormatter PREFERRED =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** Of RFC 850, whose two digits are a year from 1970 to 2069. */
    private static final DateTimeFormatter LONG = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH);

    /** Of ANSI C's asctime. */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private static final List<DateTimeFormatter> READ = List.of(PREFERRED, LONG, ASCTIME);

    private HttpDate() {}

    static String format(Instant instant) {
        return PREFERRED.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Empty for what is no date, and for none. */
    static Optional<Instant> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        return READ.stream().flatMap(form -> parse(text.strip(), form).stream()).findFirst();
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }
}

package dev.penstock.engine.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** {@code Date} of answers that have none (RFC 9110 section 6.6.1), written anew each second. On one loop. */
final class DateField {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final InstantSource clock;
    private long second;
    private CharSequence text;

    DateField(InstantSource clock) {
        this.clock = clock;
    }

    void onto(MultiMap answer) {
        if (!answer.contains(HttpHeaders.DATE)) {
            answer.set(HttpHeaders.DATE, now());
        }
    }

    private CharSequence now() {
        long current = Math.floorDiv(clock.millis(), 1_000L);
        if (text == null || current != second) {
            second = current;
            text = HttpHeaders.createOptimized(
                    FORM.format(Instant.ofEpochSecond(current).atOffset(ZoneOffset.UTC)));
        }
        return text;
    }
}

package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What an API says of its version to who uses it.
 *
 * @param name what people call it
 * @param deprecated since when, or from when on, nobody should begin to use it: a date, or a time such as
 *     {@code 2026-09-01T12:00:00Z}; every answer says so ({@code Deprecation}, RFC 9745)
 * @param sunset when it ends: every answer says so ({@code Sunset}, RFC 8594), and from then on all are 410
 * @param link a page about the two: every answer names it ({@code Link})
 */
public record VersionSpec(
        Optional<String> name, Optional<Moment> deprecated, Optional<Placed<Moment>> sunset, Optional<Page> link) {

    /** When the version ends. */
    public Optional<Instant> end() {
        return sunset.map(placed -> placed.value().instant());
    }

    /** Reads the settings of a version; empty when they have faults. */
    static Optional<VersionSpec> read(Node node, Binder binder, Faults faults) {
        Optional<VersionSpec> version = binder.bind(node, VersionSpec.class, faults);
        version.ifPresent(spec -> spec.check(faults));
        return version;
    }

    private void check(Faults faults) {
        Optional<Instant> start = deprecated.map(Moment::instant);
        sunset.filter(end -> start.filter(end.value().instant()::isBefore).isPresent())
                .ifPresent(end -> faults.fault(
                        end.place(),
                        "sunset: expected a time after 'deprecated', found one before it: correct one of the two"));
    }

    /** A page of the web. */
    public record Page(String url) {
        /** The characters of RFC 3986, so that it stands in a field as it is. */
        private static final String FORM = "(?i)https?://[a-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]+";

        /**
         * Reads the URL of a page.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static Page parse(String text) {
            if (!text.matches(FORM)) {
                throw new IllegalArgumentException(
                        "expected a URL such as https://example.com/migrate, found '" + text + "'");
            }
            return new Page(text);
        }
    }

    /** A point in time. */
    public record Moment(Instant instant) {
        /**
         * Reads a date, which begins at midnight UTC, or a time with its offset.
         *
         * @throws IllegalArgumentException when the text is none
         */
        public static Moment parse(String text) {
            try {
                return new Moment(
                        text.length() <= 10
                                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException none) {
                throw new IllegalArgumentException(
                        "expected a date such as 2027-03-31 or a time such as 2027-03-31T12:00:00Z, found '" + text
                                + "'",
                        none);
            }
        }
    }
}

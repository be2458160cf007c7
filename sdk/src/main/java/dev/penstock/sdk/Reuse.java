package dev.penstock.sdk;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How caches may use an answer again, as its {@code Cache-Control} and {@code Expires} state it (RFC 9111 section 5), and
 * how one that is made of several: as the strictest of them, where one that states nothing does not count. Immutable.
 *
 * @param made whether there is an answer at all
 * @param noStore nobody keeps it
 * @param noCache nobody gives it again without asking
 * @param privately no shared cache keeps it
 * @param open whether each of them may be shared also where the request says who asks (section 3.5)
 * @param revalidate whether it must not be used once it is stale
 * @param maxAge for how many seconds from now it is fresh
 */
public record Reuse(
        boolean made,
        boolean noStore,
        boolean noCache,
        boolean privately,
        boolean open,
        boolean revalidate,
        OptionalLong maxAge) {
    /** Of no answer. */
    public static final Reuse NOTHING = new Reuse(false, false, false, false, true, false, OptionalLong.empty());

    /** Of one that nobody is to keep. */
    public static final Reuse NO_STORE = new Reuse(true, true, false, false, false, false, OptionalLong.empty());

    /** Beyond it every number of seconds is the same (section 1.2.2). */
    private static final long FOREVER = 1L << 31;

    /**
     * What an answer states. Its age counts as gone: {@code s-maxage}, {@code max-age} or {@code Expires}, in this order,
     * less {@code Age}. What cannot be read counts as stale; of a number that is there twice the smaller one counts.
     * {@code Vary: *} counts as {@code no-cache}.
     */
    public static Reuse of(MultiMap headers) {
        List<String> directives = directives(headers);
        return new Reuse(
                true,
                has(directives, "no-store"),
                has(directives, "no-cache") || headers.getAll("vary").stream().anyMatch(names -> names.contains("*")),
                has(directives, "private"),
                has(directives, "public") || has(directives, "s-maxage") || has(directives, "must-revalidate"),
                has(directives, "must-revalidate") || has(directives, "proxy-revalidate"),
                lifetime(directives, headers));
    }

    /** The strictest of both. */
    public Reuse and(Reuse other) {
        OptionalLong shortest = maxAge.isPresent() && other.maxAge.isPresent()
                ? OptionalLong.of(Math.min(maxAge.getAsLong(), other.maxAge.getAsLong()))
                : maxAge.isPresent() ? maxAge : other.maxAge;
        return new Reuse(
                made || other.made,
                noStore || other.noStore,
                noCache || other.noCache,
                privately || other.privately,
                open && other.open,
                revalidate || other.revalidate,
                shortest);
    }

    /** The same for one person alone. */
    public Reuse personal() {
        return new Reuse(true, noStore, noCache, true, false, revalidate, maxAge);
    }

    /** Whether it may be shared also where the request says who asks. */
    public boolean isPublic() {
        return made && open && !privately && !noStore;
    }

    /**
     * The value of {@code Cache-Control}; empty when there is nothing to state. What forbids the use of a stale answer is
     * written so that it does not allow sharing.
     */
    public Optional<String> cacheControl() {
        if (noStore) {
            return Optional.of("no-store");
        }
        List<String> said = new ArrayList<>();
        if (noCache) {
            said.add("no-cache");
        }
        if (privately) {
            said.add("private");
        } else if (isPublic()) {
            said.add("public");
        }
        maxAge.ifPresent(seconds -> said.add("max-age=" + seconds));
        if (revalidate) {
            said.add(privately ? "must-revalidate" : "proxy-revalidate");
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", said));
    }

    private static OptionalLong lifetime(List<String> directives, MultiMap headers) {
        OptionalLong stated = seconds(directives, "s-maxage");
        if (stated.isEmpty()) {
            stated = seconds(directives, "max-age");
        }
        if (stated.isEmpty() && headers.contains("expires")) {
            stated = OptionalLong.of(untilExpiry(headers));
        }
        String age = headers.get("age");
        long gone = age == null ? 0 : number(age.strip());
        return stated.isEmpty() ? stated : OptionalLong.of(Math.max(0, stated.getAsLong() - gone));
    }

    private static long untilExpiry(MultiMap headers) {
        Optional<Instant> expires = date(headers.get("expires"));
        Optional<Instant> date = Optional.ofNullable(headers.get("date")).flatMap(Reuse::date);
        return expires.isEmpty() || date.isEmpty()
                ? 0
                : Math.max(0, Duration.between(date.get(), expires.get()).toSeconds());
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    /** Lower case, without the commas in quotes that would divide them. */
    private static List<String> directives(MultiMap headers) {
        List<String> all = new ArrayList<>();
        for (String value : headers.getAll("cache-control")) {
            StringBuilder directive = new StringBuilder();
            boolean quoted = false;
            for (char c : (value + ",").toCharArray()) {
                quoted ^= c == '"';
                if (c == ',' && !quoted) {
                    all.add(directive.toString().strip().toLowerCase(Locale.ROOT));
                    directive.setLength(0);
                } else {
                    directive.append(c);
                }
            }
            all.add(directive.toString().strip().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    private static boolean has(List<String> directives, String name) {
        return directives.stream().anyMatch(directive -> name(directive).equals(name));
    }

    private static OptionalLong seconds(List<String> directives, String name) {
        return directives.stream()
                .filter(directive -> name(directive).equals(name))
                .mapToLong(directive -> number(directive
                        .substring(directive.indexOf('=') + 1)
                        .replace("\"", "")
                        .strip()))
                .min();
    }

    private static String name(String directive) {
        int equals = directive.indexOf('=');
        return (equals < 0 ? directive : directive.substring(0, equals)).strip();
    }

    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 10 ? FOREVER : Math.min(FOREVER, Long.parseLong(digits));
    }
}

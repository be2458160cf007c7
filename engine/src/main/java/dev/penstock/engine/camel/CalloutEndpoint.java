package dev.penstock.engine.camel;

import dev.penstock.engine.upstream.health.Breaker;
import dev.penstock.sdk.CamelEndpoint;
import dev.penstock.sdk.Host;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the callouts of one step go. */
public final class CalloutEndpoint implements CamelEndpoint {
    /** Components block: so many of them may at a time, and some more requests wait for a thread. */
    static final int THREADS = 32;

    static final int WAITING = 64;

    /** A shorter value is no secret, and part of many words. */
    private static final int LEAST = 4;

    private static final Pattern VALUE = Pattern.compile("[?&][^=&]+=([^&]+)|//[^/@:]*:([^/@]+)@");

    private final String scheme;
    private final Endpoints.Found found;
    private final Host host;
    private final Guard guard;
    private final List<String> values;

    /**
     * What guards the gateway from the component of one step.
     *
     * @param breaker leaves it alone after errors
     * @param turns bounds what it has to do
     */
    public record Guard(Breaker breaker, Turns turns) {}

    /**
     * A URI as the file is loaded with it.
     *
     * @param inserted what stands in it that the file names only, such as secrets: it is shown nowhere
     */
    public record Address(String uri, Set<String> inserted) {}

    private CalloutEndpoint(Address address, Endpoints.Found found, Host host, Guard guard) {
        this.scheme = Endpoints.scheme(address.uri).orElseThrow();
        this.found = found;
        this.host = host;
        this.guard = guard;
        this.values = values(address);
    }

    /**
     * Finds it.
     *
     * @throws Endpoints.Unusable when there is no such endpoint
     */
    public static CalloutEndpoint find(Address address, Endpoints endpoints, Host host, Guard guard)
            throws Endpoints.Unusable {
        return new CalloutEndpoint(address, endpoints.find(address.uri), host, guard);
    }

    @Override
    public String scheme() {
        return scheme;
    }

    Endpoints.Found found() {
        return found;
    }

    Host host() {
        return host;
    }

    Breaker breaker() {
        return guard.breaker;
    }

    /** Sends it to the component; completes on any thread. */
    Future<ComponentAnswer> run(Errand errand) {
        return guard.turns.run(host.pool("camel", THREADS, WAITING), errand);
    }

    /** What a component says, for the log: without anything that was inserted into the URI, or that its options say. */
    String told(Throwable failure) {
        String said = failure.getClass().getName() + ": " + failure.getMessage();
        for (String value : values) {
            said = said.replace(value, "***");
        }
        return said;
    }

    /** As they stand there, and as components write them; the longest first, so that no part of one stays. */
    private static List<String> values(Address address) {
        Set<String> options = new HashSet<>();
        Matcher matcher = VALUE.matcher(address.uri);
        while (matcher.find()) {
            String value = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            options.add(value);
            if (value.matches("RAW[({].+[)}]")) {
                options.add(value.substring(4, value.length() - 1));
            }
        }
        options.removeIf(value -> value.matches("true|false|[0-9]+"));
        return Stream.of(options, address.inserted)
                .flatMap(Set::stream)
                .flatMap(CalloutEndpoint::spellings)
                .filter(value -> value.length() >= LEAST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Stream.of(value, decoded(value), encoded, encoded.replace("+", "%20"));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return value;
        }
    }
}

package dev.penstock.engine.camel;

import dev.penstock.engine.upstream.health.Breaker;
import dev.penstock.sdk.CamelEndpoint;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the callouts of one step go. */
public final class CalloutEndpoint implements CamelEndpoint {
    /** Components block: so many of them may at a time, and some more requests wait for a thread. */
    private static final int THREADS = 32;

    private static final int WAITING = 64;
    private static final Pattern VALUE = Pattern.compile("[?&][^=&]+=([^&]+)|//[^/@:]*:([^/@]+)@");

    private final String scheme;
    private final Endpoints.Found found;
    private final Host host;
    private final Breaker breaker;
    private final List<String> values;

    private CalloutEndpoint(String uri, Endpoints.Found found, Host host, Breaker breaker) {
        this.scheme = Endpoints.scheme(uri).orElseThrow();
        this.found = found;
        this.host = host;
        this.breaker = breaker;
        this.values = values(uri);
    }

    /**
     * Finds it.
     *
     * @param breaker of the step
     * @throws Endpoints.Unusable when there is no such endpoint
     */
    public static CalloutEndpoint find(String uri, Endpoints endpoints, Host host, Breaker breaker)
            throws Endpoints.Unusable {
        return new CalloutEndpoint(uri, endpoints.find(uri), host, breaker);
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
        return breaker;
    }

    Pool pool() {
        return host.pool("camel", THREADS, WAITING);
    }

    /** What a component says, for the log: without anything that the options of the URI say. */
    String told(Throwable failure) {
        String said = failure.getClass().getName() + ": " + failure.getMessage();
        for (String value : values) {
            said = said.replace(value, "***");
        }
        return said;
    }

    /** The longest first, so that no part of one stays. */
    private static List<String> values(String uri) {
        List<String> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(uri);
        while (matcher.find()) {
            String value = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            values.add(value);
            if (value.matches("RAW[({].+[)}]")) {
                values.add(value.substring(4, value.length() - 1));
            }
        }
        values.removeIf(value -> value.length() < 4 || value.matches("true|false|[0-9]+"));
        values.sort(Comparator.comparing(String::length).reversed());
        return List.copyOf(values);
    }
}

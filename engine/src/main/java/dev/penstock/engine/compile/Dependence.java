package dev.penstock.engine.compile;

import java.util.Set;
import java.util.TreeSet;

/**
 * What of the client's request something depends on, as far as caches must know: the URL is known to them.
 *
 * @param headers names of header fields, in lower case; {@code *}: any
 * @param personal whether it depends on who asks
 */
record Dependence(Set<String> headers, boolean personal) {
    static final Dependence NONE = new Dependence(Set.of(), false);
    static final Dependence PERSONAL = new Dependence(Set.of(), true);

    Dependence {
        headers = Set.copyOf(headers);
    }

    static Dependence header(String name) {
        return new Dependence(Set.of(name.isEmpty() ? "*" : name), false);
    }

    Dependence and(Dependence other) {
        Set<String> both = new TreeSet<>(headers);
        both.addAll(other.headers);
        return new Dependence(both, personal || other.personal);
    }
}

package dev.penstock.engine.expression;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression may read: decides which bodies are held for it, and by what an answer made of it varies.
 *
 * @param roots the names of the language that it reads, such as {@code auth}; without declared names
 * @param headers the request's headers that it reads, in lower case; {@code *} when a name is only known at run time
 * @param inputs all of it, declared names too
 * @param responseBody whether it reads {@code response.body}
 */
public record Reads(Set<String> roots, Set<String> headers, Inputs inputs, boolean responseBody) {
    /** Nothing. */
    public static final Reads NONE = new Reads(Set.of(), Set.of(), Inputs.NONE, false);

    public Reads {
        roots = Set.copyOf(roots);
        headers = Set.copyOf(headers);
    }

    /** All that these read. */
    public static Reads all(Collection<Reads> parts) {
        Set<String> roots = new TreeSet<>();
        Set<String> headers = new TreeSet<>();
        Inputs inputs = Inputs.NONE;
        boolean responseBody = false;
        for (Reads part : parts) {
            roots.addAll(part.roots);
            headers.addAll(part.headers);
            inputs = inputs.and(part.inputs);
            responseBody |= part.responseBody;
        }
        return new Reads(roots, headers, inputs, responseBody);
    }

    /** Whether it reads {@code body}. */
    public boolean requestBody() {
        return roots.contains("body");
    }

    /** Whether it reads {@code response}. */
    public boolean response() {
        return roots.contains("response");
    }
}

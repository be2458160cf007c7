package dev.penstock.engine.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The routes of one host by path: literal before {@code {id}} before {@code {rest*}}, segment by segment. */
final class PathTree {
    private static final Comparator<Leaf> SPECIFIC_FIRST = Comparator.comparing(
                    (Leaf leaf) -> leaf.route.match().methods().isEmpty())
            .thenComparing(leaf -> -leaf.route.match().headers().size())
            .thenComparing(leaf -> -leaf.route.match().query().size())
            .thenComparing(leaf -> -leaf.route.match().priority());

    private final Map<String, PathTree> literals = new HashMap<>();
    private final List<Leaf> ends = new ArrayList<>();
    private final List<Leaf> rests = new ArrayList<>();
    private PathTree parameter;

    /** A route and the names of its parameters, in the order of the path. */
    record Leaf(Route route, List<String> names, int prefixSegments) {}

    /** Adds a route at its place. */
    void add(Route route) {
        String prefix = route.match().prefix();
        int prefixSegments = prefix.isEmpty() ? 0 : Paths.segments(prefix).size();
        List<String> names = new ArrayList<>();
        PathTree node = this;
        for (String segment : (prefix + route.match().path()).substring(1).split("/", -1)) {
            boolean named = segment.startsWith("{") && segment.endsWith("}");
            if (named && segment.endsWith("*}")) {
                names.add(segment.substring(1, segment.length() - 2));
                insert(node.rests, new Leaf(route, names, prefixSegments));
                return;
            }
            if (named) {
                names.add(segment.substring(1, segment.length() - 1));
                node.parameter = node.parameter == null ? new PathTree() : node.parameter;
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(Paths.decode(segment), fresh -> new PathTree());
            }
        }
        insert(node.ends, new Leaf(route, names, prefixSegments));
    }

    private static void insert(List<Leaf> leaves, Leaf leaf) {
        leaves.add(leaf);
        leaves.sort(SPECIFIC_FIRST);
    }

    /**
     * The most specific leaf whose path fits and that a test takes; a more specific one that all refuse hides nothing.
     *
     * @param tests of leaves of one path those go first that an earlier test takes
     * @param values takes the parameters on the way
     */
    Leaf find(List<String> segments, int at, List<String> values, List<Predicate<Leaf>> tests) {
        if (at == segments.size()) {
            Leaf end = first(ends, tests);
            return end != null ? end : rest(segments, at, values, tests);
        }
        String segment = segments.get(at);
        PathTree literal = literals.get(segment);
        Leaf found = literal == null ? null : literal.find(segments, at + 1, values, tests);
        if (found == null && parameter != null && !segment.isEmpty()) {
            values.add(segment);
            found = parameter.find(segments, at + 1, values, tests);
            if (found == null) {
                values.remove(values.size() - 1);
            }
        }
        return found != null ? found : rest(segments, at, values, tests);
    }

    private Leaf rest(List<String> segments, int at, List<String> values, List<Predicate<Leaf>> tests) {
        Leaf found = first(rests, tests);
        if (found != null) {
            values.add(String.join("/", segments.subList(at, segments.size())));
        }
        return found;
    }

    private static Leaf first(List<Leaf> leaves, List<Predicate<Leaf>> tests) {
        for (int t = 0; t < tests.size() && !leaves.isEmpty(); t++) {
            for (int i = 0; i < leaves.size(); i++) {
                if (tests.get(t).test(leaves.get(i))) {
                    return leaves.get(i);
                }
            }
        }
        return null;
    }
}

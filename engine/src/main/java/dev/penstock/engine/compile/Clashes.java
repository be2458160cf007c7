package dev.penstock.engine.compile;

import dev.penstock.engine.config.MatchSpec;
import dev.penstock.engine.config.PathTemplate;
import dev.penstock.engine.config.PathTemplate.Segment;
import dev.penstock.engine.config.ValueMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds routes that tie: the precedence of the language puts neither first, and one request could match both. Routes are
 * compared within groups that look alike, so that the work does not grow with the square of their number.
 */
public final class Clashes {
    private final Map<String, List<Claim>> alike = new HashMap<>();

    /**
     * Adds a route.
     *
     * @return the route that was added before and that it ties with; it is added all the same
     */
    public Optional<Claim> add(Claim claim) {
        Optional<Claim> clash = Optional.empty();
        for (String group : groups(claim)) {
            List<Claim> others = alike.computeIfAbsent(group, fresh -> new ArrayList<>(1));
            if (clash.isEmpty()) {
                clash = others.stream()
                        .filter(other -> meet(claim.match(), other.match()))
                        .findFirst();
            }
            others.add(claim);
        }
        return clash;
    }

    /**
     * What to say at the later of two files of one API.
     *
     * @param other the earlier file
     */
    public static String taken(String api, Object other) {
        return "api '" + api + "' is already that of " + other + ": give one of the two another name";
    }

    /** What to say at the later one. */
    public static String message(Claim claim, Claim other) {
        return "route '" + claim.name() + "' ties with route '" + other.name() + "' at " + other.place()
                + ": one request could match both, and neither goes first; give one of them a 'priority', or make their"
                + " paths, methods, headers or query differ";
    }

    /** One key for each host: all that the precedence looks at. */
    private static List<String> groups(Claim claim) {
        MatchSpec match = claim.match();
        String rest = ' '
                + claim.prefix()
                + shape(match.path())
                + ' '
                + (match.methods().isEmpty() ? "any" : "stated")
                + ' '
                + match.headers().size()
                + ' '
                + match.query().size()
                + ' '
                + match.priority();
        return claim.hosts().isEmpty()
                ? List.of(rest)
                : claim.hosts().stream().distinct().map(host -> host + rest).toList();
    }

    private static String shape(PathTemplate path) {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : path.segments()) {
            shape.append('/');
            if (segment instanceof Segment.Literal literal) {
                shape.append(literal.decoded());
            } else {
                shape.append(segment instanceof Segment.One ? "{}" : "{*}");
            }
        }
        return shape.toString();
    }

    private static boolean meet(MatchSpec one, MatchSpec other) {
        boolean methods = one.methods().isEmpty() || one.methods().stream().anyMatch(other.methods()::contains);
        return methods && meet(one.headers(), other.headers()) && meet(one.query(), other.query());
    }

    private static boolean meet(Map<String, ValueMatch> ones, Map<String, ValueMatch> others) {
        return ones.entrySet().stream()
                .allMatch(entry -> Optional.ofNullable(others.get(entry.getKey()))
                        .map(other -> other.meets(entry.getValue()))
                        .orElse(true));
    }
}

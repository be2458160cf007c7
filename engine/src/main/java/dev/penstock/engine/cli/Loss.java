package dev.penstock.engine.cli;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.config.Nearest;
import dev.penstock.engine.http.Contest;
import dev.penstock.engine.http.Contest.Miss;
import dev.penstock.engine.http.RouteTable;
import dev.penstock.sdk.Query;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a route does not get a request, in words, and how far it is from getting it. */
final class Loss {
    private final RouteTable.Request request;

    Loss(RouteTable.Request request) {
        this.request = request;
    }

    /** {@code header x-tier: expected gold, found nothing}. */
    String reason(Contest.Loser loser, Claim claim) {
        return loser.misses().isEmpty()
                ? loser.outdone().map(Loss::outdone).orElse("it ties with the route that wins")
                : loser.misses().stream().map(miss -> reason(miss, claim)).collect(Collectors.joining("; "));
    }

    private String reason(Miss miss, Claim claim) {
        return switch (miss.criterion()) {
            case HOST -> "host: expected " + Conditions.hosts(claim) + ", found " + request.host();
            case PATH -> "path: expected " + Conditions.path(claim) + ", found " + request.path();
            case METHOD -> "method: expected " + Conditions.methods(claim) + ", found " + request.method();
            case HEADERS ->
                "header " + miss.name() + ": expected "
                        + claim.match().headers().get(miss.name()).shown() + ", found "
                        + found(request.headers().get(miss.name()));
            case QUERY ->
                "query " + miss.name() + ": expected "
                        + claim.match().query().get(miss.name()).shown() + ", found "
                        + found(Query.parameters(request.query()).get(miss.name()));
            case PRIORITY -> throw new IllegalStateException("a priority is no condition");
        };
    }

    private static String found(String value) {
        return Optional.ofNullable(value).map(text -> "'" + text + "'").orElse("nothing");
    }

    private static String outdone(Contest.Criterion criterion) {
        return switch (criterion) {
            case HOST -> "it takes the request, but its host is less specific: exact goes before *., that before any";
            case PATH ->
                "it takes the request, but its path is less specific: a literal segment goes before {id}, that"
                        + " before {rest*}";
            case METHOD -> "it takes the request, but is less specific: the other one names the method";
            case HEADERS -> "it takes the request, but is less specific: the other one asks for more headers";
            case QUERY -> "it takes the request, but is less specific: the other one asks for more query parameters";
            case PRIORITY -> "it takes the request, but the other one has the higher priority";
        };
    }

    /** 0 for a route that takes it; the more, the less alike. */
    int distance(Contest.Loser loser, Claim claim) {
        return loser.misses().stream()
                .mapToInt(miss -> switch (miss.criterion()) {
                    case PATH -> 2 + pathDistance(Conditions.path(claim));
                    case HOST -> 3;
                    default -> 2;
                })
                .sum();
    }

    private int pathDistance(String template) {
        String[] wanted = template.split("/", -1);
        String[] found = request.path().split("/", -1);
        int distance = 0;
        for (int i = 0; i < Math.max(wanted.length, found.length); i++) {
            if (i < wanted.length && wanted[i].endsWith("*}")) {
                return distance;
            }
            boolean both = i < wanted.length && i < found.length;
            if (!both || !(wanted[i].endsWith("}") || wanted[i].equals(found[i]))) {
                boolean near = both && Nearest.of(found[i], Set.of(wanted[i])).isPresent();
                distance += near ? 1 : 3;
            }
        }
        return distance;
    }
}

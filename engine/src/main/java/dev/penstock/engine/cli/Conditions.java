package dev.penstock.engine.cli;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.config.MatchSpec;
import java.util.ArrayList;
import java.util.List;

/** What a route asks of a request, in words. */
final class Conditions {
    private Conditions() {}

    /** {@code GET /shop/products/{id}}. */
    static String line(Claim claim) {
        return methods(claim) + " " + path(claim);
    }

    /** Beyond method and path: {@code host shop.example.com, header x-tier: gold}; empty when there is nothing. */
    static String more(Claim claim) {
        MatchSpec match = claim.match();
        List<String> parts = new ArrayList<>();
        if (!claim.hosts().isEmpty()) {
            parts.add("host " + hosts(claim));
        }
        match.headers().forEach((name, value) -> parts.add("header " + name + ": " + value.shown()));
        match.query().forEach((name, value) -> parts.add("query " + name + ": " + value.shown()));
        if (match.priority() != 0) {
            parts.add("priority " + match.priority());
        }
        return String.join(", ", parts);
    }

    static String hosts(Claim claim) {
        return claim.hosts().isEmpty() ? "any" : String.join(" or ", claim.hosts());
    }

    static String methods(Claim claim) {
        return claim.match().methods().isEmpty()
                ? "any method"
                : String.join(",", claim.match().methods());
    }

    static String path(Claim claim) {
        return claim.prefix() + claim.match().path().text();
    }
}

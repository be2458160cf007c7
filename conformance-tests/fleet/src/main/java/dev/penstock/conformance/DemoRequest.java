package dev.penstock.conformance;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A request to try.
 *
 * @param shows what it shows, for the reader
 * @param target path and query
 * @param token what it carries, if any
 * @param times how often it is sent
 */
record DemoRequest(String shows, String target, Optional<String> token, int times) {
    /**
     * The requests of the demo, one for each thing that the shop's pipelines do.
     *
     * @param member a token of a member
     * @param guest a token of a partner's user
     */
    static List<DemoRequest> all(String member, String guest) {
        return List.of(
                of("A plain route: the gateway passes on what the catalog says.", "/shop/products/7"),
                of("Guarded: without a token there is nothing to see.", "/shop/orders"),
                new DemoRequest("With one there is.", "/shop/orders", Optional.of(member), 1),
                new DemoRequest("Whose profile: the token says.", "/members/me", Optional.of(member), 1),
                new DemoRequest("A partner's user, by another issuer.", "/members/me", Optional.of(guest), 1),
                new DemoRequest("Guests have no orders here: 401.", "/members/me/orders", Optional.of(guest), 1),
                new DemoRequest(
                        "A quota: the fourth search within half a minute is 429.",
                        "/shop/search?q=tea",
                        Optional.empty(),
                        4),
                new DemoRequest(
                        "Cached: the backend takes 400 ms, the second answer does not.",
                        "/shop/bestsellers",
                        Optional.empty(),
                        2),
                of("A join of three backends.", "/shop/pages/7"),
                of(
                        "The same with reviews that are broken: they are left out, Penstock-Partial says so.",
                        "/shop/pages/8"),
                of("Shaped by JavaScript, see pipelines/hooks/profile.js.", "/shop/users/1"));
    }

    private static DemoRequest of(String shows, String target) {
        return new DemoRequest(shows, target, Optional.empty(), 1);
    }

    /** As a line of a shell. */
    String line(URI gateway) {
        String url = "'" + gateway + target + "'";
        String header =
                token.map(text -> " -H 'Authorization: Bearer " + text + "'").orElse("");
        String curl = "curl -i" + header + " " + url;
        return times == 1 ? curl : "for i in $(seq " + times + "); do " + curl + "; echo; done";
    }
}

package dev.penstock.plugins.auth.introspect;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Query;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An introspection endpoint, and an API whose routes ask it. */
final class Idp implements AutoCloseable {
    /** In the year 2100. */
    static final long FAR = 4_102_444_800L;

    static final String SECRET = "the-client's+own/secret:é";

    final MockServer endpoint = MockServer.start();
    final MockServer backend = MockServer.start().on("GET /{route}", MockAnswer.text("from the backend"));
    private final Map<String, Object> grants = new ConcurrentHashMap<>();

    private volatile boolean down;

    Idp() {
        endpoint.on("POST /introspect", this::answer);
    }

    /** Whether every answer is a 500. */
    void down(boolean now) {
        down = now;
    }

    private MockAnswer answer(MockRequest request) {
        if (down) {
            return MockAnswer.status(500);
        }
        return MockAnswer.json(grants.getOrDefault(token(request), Map.of("active", false)));
    }

    /** Calls this token active, with these members in turn over usual ones; null leaves one out. */
    String grant(String token, Object... members) {
        Map<String, Object> answer =
                new HashMap<>(Map.of("active", true, "sub", "ann", "scope", "read write", "exp", FAR));
        for (int i = 0; i < members.length; i += 2) {
            answer.put((String) members[i], members[i + 1]);
        }
        answer.values().removeIf(value -> value == null);
        grants.put(token, answer);
        return token;
    }

    void revoke(String token) {
        grants.remove(token);
    }

    /** The token that a request asks about. */
    static String token(MockRequest request) {
        return Query.parameters(Optional.of(request.text())).get("token");
    }

    /**
     * A file with one route for each step.
     *
     * @param steps names and further settings of {@code introspect}, in turn
     */
    String file(String... steps) {
        StringBuilder file =
                new StringBuilder("api: shop\nupstreams: {shop: {targets: [\"" + backend.uri() + "\"]}}\nroutes:\n");
        for (int i = 0; i < steps.length; i += 2) {
            file.append("  - {name: %s, match: GET /%s, steps: [{introspect: {endpoint: \"%s/introspect\", "
                            .formatted(steps[i], steps[i], endpoint.uri()))
                    .append("client: {id: \"gate:way\", secret: \"" + SECRET + "\"}")
                    .append(steps[i + 1].isEmpty() ? "" : ", " + steps[i + 1])
                    .append("}}, {upstream: shop}]}\n");
        }
        return file.toString();
    }

    Harness gateway(String... steps) {
        return Harness.on("shop.yaml", file(steps))
                .withoutTestTokens()
                .eventLoops(2)
                .start();
    }

    static HttpResponse<String> ask(Harness gateway, String path, String token) {
        return gateway.get(path, "authorization", "Bearer " + token);
    }

    static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("www-authenticate");
    }

    /** A member of a problem document. */
    static Object member(HttpResponse<String> answer, String name) {
        return ((Map<?, ?>) Json.parse(Buffer.buffer(answer.body()))).get(name);
    }

    /** What the backend saw last. */
    MockRequest last() {
        List<MockRequest> calls = backend.calls();
        return calls.get(calls.size() - 1);
    }

    @Override
    public void close() {
        endpoint.close();
        backend.close();
    }
}

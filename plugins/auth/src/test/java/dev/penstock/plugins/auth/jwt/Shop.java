package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** An API whose routes are behind {@code jwt} steps. */
final class Shop {
    /** In the year 2100. */
    static final long FAR = 4_102_444_800L;

    static final Map<String, Object> GOOD = Map.of("iss", "https://idp.test", "aud", "shop", "sub", "ann", "exp", FAR);

    private Shop() {}

    static MockServer backend() {
        return MockServer.start().on("GET /{route}", MockAnswer.text("from the backend"));
    }

    /**
     * A file with one route for each step.
     *
     * @param steps names and the settings of {@code jwt}, in turn
     */
    static String file(MockServer backend, String... steps) {
        StringBuilder file =
                new StringBuilder("api: shop\nupstreams: {shop: {targets: [\"" + backend.uri() + "\"]}}\nroutes:\n");
        for (int i = 0; i < steps.length; i += 2) {
            file.append("  - {name: ")
                    .append(steps[i])
                    .append(", match: GET /")
                    .append(steps[i])
                    .append(", steps: [");
            file.append("{jwt: ").append(steps[i + 1]).append("}, {upstream: shop}]}\n");
        }
        return file.toString();
    }

    /**
     * The settings of {@code jwt} for one issuer.
     *
     * @param jwks its keys, a file or URL
     * @param more further settings
     */
    static String trusting(String jwks, String... more) {
        String issuer = "issuers: [{issuer: https://idp.test, jwks: \"" + jwks + "\", audience: shop}]";
        return "{" + issuer + (more.length == 0 ? "" : ", " + String.join(", ", more)) + "}";
    }

    /** A token by RS256, of good claims with others laid over them. */
    static String token(JWK key, Object... changes) {
        return Mint.token(JWSAlgorithm.RS256, key, Mint.claims(GOOD, changes));
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
    static MockRequest last(MockServer backend) {
        List<MockRequest> calls = backend.calls();
        return calls.get(calls.size() - 1);
    }
}

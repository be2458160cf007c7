package dev.penstock.plugins.auth;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An API whose routes are behind steps of a test's choice, with consumers and users. */
public final class Office implements AutoCloseable {
    public static final String ACME = "acme-0123456789abcdef";
    public static final String BETA = "beta-0123456789abcdef";
    public static final String GONE = "gone-0123456789abcdef";
    public static final String BARE = "bare-0123456789abcdef";

    /** The password of ann, bcrypt of cost 4; bob's has colons, uma's is beyond ASCII, ida's is behind argon2id. */
    public static final String PASSWORD = "secret";

    /** acme has gold and read, write; beta (by its digest) silver and read; gone expired in 2020; bare has neither. */
    public static final String CONSUMERS = """
            consumers:
              - {name: acme, keys: [%s, "acme's second key"], tier: gold, scopes: [read, write], expires: 2099-01-01}
              - {name: beta, keys: "sha256:c0ffee", tier: silver, scopes: read}
              - {name: gone, keys: %s, tier: gold, expires: "2020-06-01T12:00:00+02:00"}
              - {name: bare, keys: %s}
            """.formatted(ACME, GONE, BARE)
            .replace("acme's second key", "acme-second-0123456789")
            .replace("sha256:c0ffee", "sha256:" + sha256(BETA));

    public static final String USERS = """
            # who works here
            ann:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW

            uma:$2b$04$abcdefghijklmnopqrstuuyx2n0Zzopyr9QuYTMCfOJJOj526QVoC
            ida:$argon2id$v=19$m=8192,t=2,p=1$ZXhhbXNhbHQxNmJ5dGVzIQ$/6j6jecGGkiWQs1LQ6/9/RvMOknrbLSpXW6Zg2n3ejU
            """;

    private final MockServer backend = MockServer.start().on("GET /{route}/{id}", MockAnswer.text("from the backend"));
    private final Harness gateway;

    /** @param routes names and the steps before the upstream, in turn */
    public Office(String... routes) {
        this(List.of(routes), Harness.on("office.yaml", ""));
    }

    /** @param setup with further files */
    public Office(List<String> routes, Harness.Setup setup) {
        this.gateway = setup.file("office.yaml", api(routes))
                .file("data/people.yaml", CONSUMERS)
                .file("staff.htpasswd", USERS)
                .start();
    }

    private String api(List<String> routes) {
        StringBuilder file =
                new StringBuilder("api: office\nupstreams: {echo: {targets: [\"" + backend.uri() + "\"]}}\nroutes:\n");
        for (int i = 0; i < routes.size(); i += 2) {
            file.append("  - name: ")
                    .append(routes.get(i))
                    .append("\n    match: GET /")
                    .append(routes.get(i))
                    .append("/{id}\n    steps:\n");
            routes.get(i + 1)
                    .lines()
                    .forEach(step -> file.append("      - ").append(step).append("\n"));
            file.append("      - upstream: echo\n");
        }
        return file.toString();
    }

    public Harness gateway() {
        return gateway;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return gateway.get(path, headers);
    }

    /** What the backend saw last. */
    public MockRequest last() {
        List<MockRequest> calls = backend.calls();
        return calls.get(calls.size() - 1);
    }

    /** How many requests the backend saw. */
    public int seen() {
        return backend.calls().size();
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("www-authenticate");
    }

    /** A member of a problem document. */
    public static Object member(HttpResponse<String> answer, String name) {
        return ((Map<?, ?>) Json.parse(Buffer.buffer(answer.body()))).get(name);
    }

    public static String sha256(String text) {
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        gateway.close();
        backend.close();
    }
}

package dev.penstock.plugins.auth.hmac;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An API that takes webhooks. */
final class Hooks implements AutoCloseable {
    static final String STRIPE =
            "in: {header: stripe-signature, field: v1}, signed: '${sig.t}.${raw}', timestamp: '${sig.t}'";
    static final String SLACK = "in: {header: x-slack-signature, prefix: v0=},"
            + " signed: \"v0:${header['x-slack-request-timestamp']}:${raw}\","
            + " timestamp: \"${header['x-slack-request-timestamp']}\"";

    final MockServer backend = MockServer.start().on("POST /{route}", MockAnswer.text("taken"));
    final Harness gateway;

    /** @param routes names and the settings of {@code hmac}, in turn */
    Hooks(String... routes) {
        gateway = Harness.on("hooks.yaml", file(backend, routes)).eventLoops(2).start();
    }

    static String file(MockServer backend, String... routes) {
        StringBuilder file =
                new StringBuilder("api: hooks\nupstreams: {shop: {targets: [\"" + backend.uri() + "\"]}}\nroutes:\n");
        for (int i = 0; i < routes.length; i += 2) {
            file.append("  - name: " + routes[i] + "\n    match: POST /" + routes[i] + "\n    steps:\n")
                    .append("      - hmac: {" + routes[i + 1] + "}\n      - upstream: shop\n");
        }
        return file.toString();
    }

    HttpResponse<String> post(String route, String body, String... headers) {
        return post(route, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String route, byte[] body, String... headers) {
        return gateway.send(gateway.request("/" + route, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    MockRequest last() {
        List<MockRequest> calls = backend.calls();
        return calls.get(calls.size() - 1);
    }

    static byte[] code(String algorithm, String secret, byte[] content) {
        try {
            String id = "Hmac" + algorithm.toUpperCase(Locale.ROOT);
            Mac mac = Mac.getInstance(id);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), id));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String hex(String secret, String content) {
        return hex(secret, content.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(String secret, byte[] content) {
        return HexFormat.of().formatHex(code("sha256", secret, content));
    }

    @Override
    public void close() {
        gateway.close();
        backend.close();
    }
}

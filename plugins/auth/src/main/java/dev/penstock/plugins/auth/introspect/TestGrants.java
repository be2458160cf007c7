package dev.penstock.plugins.auth.introspect;

import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.TestTokens;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tokens of the tests of pipelines, where there is no endpoint to ask: a token holds the answer that one would give,
 * under a seal that only this run of tests can make.
 */
final class TestGrants implements Function<Map<String, Object>, String> {
    private static final long LIFE_SECONDS = 300;

    private final Host host;
    private final String seal;

    TestGrants(Host host, TestTokens tests) {
        this.host = host;
        this.seal = tests.keep("introspect:seal", String.class, () -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        });
    }

    /**
     * A token.
     *
     * @param stated members of the answer, over {@code active} and {@code exp}; null leaves one out
     */
    @Override
    public String apply(Map<String, Object> stated) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("exp", host.clock().instant().getEpochSecond() + LIFE_SECONDS);
        answer.putAll(stated);
        answer.values().removeIf(value -> value == null);
        String content = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(answer).getBytes());
        return content + "." + Sha256.hex(seal, content);
    }

    /** What the endpoint would say of it; empty where it is another's token. */
    Optional<Verdict> find(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || !isOurs(token.substring(0, dot), token.substring(dot + 1))) {
            return Optional.empty();
        }
        byte[] answer = Base64.getUrlDecoder().decode(token.substring(0, dot));
        return Optional.of(Verdict.read(Buffer.buffer(answer), host.clock().millis()));
    }

    private boolean isOurs(String content, String found) {
        return MessageDigest.isEqual(
                Sha256.hex(seal, content).getBytes(StandardCharsets.US_ASCII), found.getBytes(StandardCharsets.UTF_8));
    }
}

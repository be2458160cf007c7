package dev.penstock.plugins.auth.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.plugins.auth.Rows;
import dev.penstock.plugins.auth.credential.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each row of {@code signatures.txt} is sent as it stands and hears what it should. */
class SignatureTableTest {
    private static final Pattern TIME = Pattern.compile("<now([-+][0-9]+)?>");
    private static final Pattern CODE = Pattern.compile("<(hex|HEX|half|b64|b64u) (sha[0-9]+) ([a-z]+):([^<>]*)>");
    private static final Pattern DIGEST = Pattern.compile("<digest ([^<>]*)>");
    private static final String BODY = "{\"event\":\"paid\"}";

    private final Instant now = Instant.now();

    @Test
    void eachRowOfTheTableHearsWhatItShould() throws IOException {
        List<List<String>> rows = Rows.of(getClass(), "signatures.txt");
        assertThat(rows.size()).isGreaterThanOrEqualTo(60);
        List<String> found = new ArrayList<>();
        try (Hooks hooks = new Hooks(
                "github", "secret: k",
                "stripe", "secret: k, " + Hooks.STRIPE,
                "slack", "secret: k, " + Hooks.SLACK,
                "base64", "secret: k, in: {header: x-signature}, encoding: base64, algorithm: sha512",
                "both", "secret: [old, new], in: {header: x-signature}, algorithm: sha1")) {
            for (List<String> row : rows) {
                String body = row.size() > 4 && row.get(4).equals("<empty>") ? "" : BODY;
                String answer =
                        hooks.gateway.raw("POST /" + row.get(1) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + row.get(2)
                                        .replace(" & ", "\r\n")
                                        .lines()
                                        .map(line -> resolved(line, body) + "\r\n")
                                        .reduce("", String::concat)
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
                found.add(row.get(0) + ": " + answer.substring(9, 12));
                assertThat(answer.startsWith("HTTP/1.1 401")).isEqualTo(answer.contains("WWW-Authenticate: HMAC"));
            }
            assertThat(found)
                    .containsExactlyElementsOf(rows.stream()
                            .map(row -> row.get(0) + ": " + row.get(3))
                            .toList());
            assertThat(hooks.backend.calls()).hasSize((int)
                    rows.stream().filter(row -> row.get(3).equals("200")).count());
        }
    }

    private String resolved(String line, String body) {
        String timed = TIME.matcher(line)
                .replaceAll(time -> String.valueOf(
                        now.getEpochSecond() + (time.group(1) == null ? 0 : Long.parseLong(time.group(1)))));
        String filled = timed.replace("<body>", Matcher.quoteReplacement(body)).replace("%0A", "\n");
        String coded = CODE.matcher(filled)
                .replaceAll(code -> Matcher.quoteReplacement(written(
                        code.group(1),
                        Hooks.code(code.group(2), code.group(3), code.group(4).getBytes(StandardCharsets.UTF_8)))));
        return DIGEST.matcher(coded)
                .replaceAll(digest -> Sha256.hex(digest.group(1).getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(String how, byte[] code) {
        String hex = HexFormat.of().formatHex(code);
        return switch (how) {
            case "hex" -> hex;
            case "HEX" -> hex.toUpperCase(Locale.ROOT);
            case "half" -> hex.substring(0, hex.length() / 2);
            case "b64u" -> Base64.getEncoder().withoutPadding().encodeToString(code);
            default -> Base64.getEncoder().encodeToString(code);
        };
    }
}

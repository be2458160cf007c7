package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tokens, signatures, certificates and the secrets of {@code introspect} and {@code hmac} are seen nowhere. */
class ProofLeakTest {
    private static final String TOKEN = "token-5f1c0a9e";
    private static final String BAD_TOKEN = "token-77ab03d1";
    private static final String CLIENT = "client-secret-90c2";
    private static final String SECRET = "webhook-secret-4bb8";
    private static final String CERTIFICATE = ":Q0VSVElGSUNBVEUtMTcyMw==:";

    private final MockServer idp = MockServer.start()
            .on(
                    "POST /ok",
                    request ->
                            MockAnswer.json(Map.of("active", request.text().contains("token=" + TOKEN), "sub", "ann")))
            .on("POST /lies", MockAnswer.json(Map.of("active", "yes", "token", TOKEN)))
            .on("POST /lost", MockAnswer.fault(MockFault.RESET));
    private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> answers = new ArrayList<>();

    private static String route(String name, String steps) {
        return "  - {name: " + name + ", match: " + name + ", steps: [" + steps + ", {respond: {status: 204}}]}\n";
    }

    private String introspect(String path) {
        return "{introspect: {endpoint: \"" + idp.uri() + path + "\", client: {id: gate, secret: \"${env:CLIENT}\"}}}";
    }

    @Test
    void noSecretIsSeenInLogsProblemsMetricsAndAdminPages() {
        String file = "api: t\nroutes:\n"
                + route("/ok", introspect("/ok"))
                + route("/lies", introspect("/lies"))
                + route("/lost", introspect("/lost"))
                + route("/signed", "{hmac: {secret: \"${env:SECRET}\", once: true}}")
                + route("/cert", "{mtls: {in: {header: client-cert}}}");
        String signature = "sha256=" + code("x");
        Logger ours = (Logger) LoggerFactory.getLogger("dev.penstock");
        Level before = ours.getLevel();
        ours.setLevel(Level.TRACE);
        log.start();
        ours.addAppender(log);
        try (Harness gateway = Harness.on("t.yaml", file)
                .environment("CLIENT", CLIENT)
                .environment("SECRET", SECRET)
                .withoutTestTokens()
                .settings("trusted-proxies: [127.0.0.1/32]\n")
                .accessLog(accessLog)
                .start()) {
            assertThat(ask(gateway, "/ok", "authorization", "Bearer " + TOKEN)).isEqualTo(204);
            assertThat(ask(gateway, "/ok", "authorization", "Bearer " + BAD_TOKEN))
                    .isEqualTo(401);
            assertThat(ask(gateway, "/lies", "authorization", "Bearer " + TOKEN))
                    .isEqualTo(503);
            assertThat(ask(gateway, "/lost", "authorization", "Bearer " + TOKEN))
                    .isEqualTo(503);
            assertThat(ask(gateway, "/signed", "x-hub-signature-256", signature))
                    .isEqualTo(204);
            assertThat(ask(gateway, "/signed", "x-hub-signature-256", signature))
                    .isEqualTo(401);
            assertThat(ask(gateway, "/signed", "x-hub-signature-256", signature + "00"))
                    .isEqualTo(401);
            assertThat(ask(gateway, "/cert", "client-cert", CERTIFICATE)).isEqualTo(401);
            for (String page : List.of("/metrics", "/routes")) {
                HttpRequest.Builder admin = HttpRequest.newBuilder(URI.create(gateway.adminUri() + page));
                answers.add(gateway.send(admin).body());
            }
        } finally {
            ours.detachAppender(log);
            ours.setLevel(before);
            idp.close();
        }
        assertThat(accessLog.toString(StandardCharsets.UTF_8)).contains("/signed");
        List<String> lines = log.list.stream().map(ProofLeakTest::text).toList();
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("a token was refused: it is not active"));
        String all = accessLog.toString(StandardCharsets.UTF_8) + lines + answers;
        assertThat(all)
                .doesNotContain(
                        TOKEN,
                        BAD_TOKEN,
                        CLIENT,
                        SECRET,
                        CERTIFICATE.substring(1, 20),
                        code("x").substring(0, 12));
        assertThat(answers.subList(0, 8).toString()).doesNotContain(String.valueOf(idp.port()));
    }

    private int ask(Harness gateway, String path, String name, String value) {
        HttpResponse<String> answer = gateway.send("POST", path, "x", name, value);
        answers.add(answer.headers().map() + answer.body());
        return answer.statusCode();
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage());
    }

    private static String code(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

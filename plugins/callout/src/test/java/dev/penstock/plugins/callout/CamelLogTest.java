package dev.penstock.plugins.callout;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of a component that failed. */
class CamelLogTest {
    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        events.start();
        root.addAppender(events);
    }

    @AfterEach
    void stop() {
        root.detachAppender(events);
    }

    private String told() {
        return String.join(
                "\n",
                events.list.stream()
                        .map(event -> event.getFormattedMessage()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : event.getThrowableProxy().getMessage()))
                        .toList());
    }

    /** The name of the script is what the environment inserts into the path. */
    @Test
    void whatTheEnvironmentInsertedIsStruckOutHoweverItIsSpelled() {
        try (Script script = Script.of((exchange, self) -> {
                    String name = self.to().substring("probe:".length());
                    throw new IOException("no way to " + self.to() + " (" + name + "), "
                            + URLEncoder.encode(name, StandardCharsets.UTF_8)
                            + " of geheim%2F123 or geheim/123, code 2");
                });
                Harness gateway = Harness.on(
                                "a.yaml", Site.file("- camel: {to: \"probe:${env:LEGACY}?password=geheim%2F123\"}"))
                        .environment("LEGACY", script.to().substring("probe:".length()))
                        .start()) {
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);

            assertThat(told())
                    .contains("no way to probe:*** (***), *** of *** or ***, code 2")
                    .doesNotContain(script.to().substring("probe:".length()));
        }
    }

    @Test
    void aSecretInThePathOfARefusedUrlIsStruckOut() {
        try (Harness gateway = Harness.on(
                        "a.yaml", Site.file("- camel: {to: \"http://127.0.0.1:9/hooks/${env:HOOK}/x\"}"))
                .environment("HOOK", "T0a/B1b c")
                .start()) {
            gateway.get("/a/1");

            assertThat(told())
                    .contains("the component http of step camel failed")
                    .doesNotContain("T0a", "B1b");
        }
    }
}

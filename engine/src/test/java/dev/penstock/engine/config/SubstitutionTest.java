package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SubstitutionTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PORT", "8080", "YAML", "{a: 1}", "CEL", "a${path.id}", "EMPTY", "", "BRACES", "x");

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private final Set<Path> watched = new LinkedHashSet<>();

    @Test
    @Timeout(5)
    void aTextOfManyBracesIsReadInLinearTime() {
        String text = "${".repeat(190_000);
        assertThat(value("\"" + text + "\"")).isEqualTo(text);
    }

    @Test
    void variablesAreInsertedAsText() {
        assertThat(value("\"${env:PORT}\"")).isEqualTo("8080");
        assertThat(value("http://a:${env:PORT}/${env:BRACES}")).isEqualTo("http://a:8080/x");
        assertThat(value("\"${env:YAML}\"")).isEqualTo("{a: 1}");
        assertThat(value("\"${env:EMPTY}\"")).isEqualTo("");
    }

    @Test
    void aDefaultStandsInForWhatIsUnsetOrEmpty() {
        assertThat(value("\"${env:UNSET:-fall back}\"")).isEqualTo("fall back");
        assertThat(value("\"${env:EMPTY:-fall back}\"")).isEqualTo("fall back");
        assertThat(value("\"${env:UNSET:-}\"")).isEqualTo("");
        assertThat(value("\"${env:UNSET:-{\\\"a\\\": {}}}!\"")).isEqualTo("{\"a\": {}}!");
        assertThat(value("\"${env:PORT:-1}\"")).isEqualTo("8080");
    }

    @Test
    void otherExpressionsAndEscapesStayAsTheyAre() {
        assertThat(value("\"${path.id} $${env:PORT} ${env:PORT} ${'a:b'}\""))
                .isEqualTo("${path.id} $${env:PORT} 8080 ${'a:b'}");
    }

    @Test
    void anInsertedValueIsNoExpression() {
        assertThat(value("\"${env:CEL}\"")).isEqualTo("a$${path.id}");
    }

    @Test
    void secretsAndFilesAreInsertedWithoutTheirLastLineBreak() throws IOException {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/token"), "t0ken\n");
        Files.writeString(folder.resolve("page.html"), "a\nb\r\n");
        assertThat(value("Bearer ${secret:token}")).isEqualTo("Bearer t0ken");
        assertThat(value("${file:page.html}")).isEqualTo("a\nb");
        assertThat(watched).containsExactly(folder.resolve("secrets/token"), folder.resolve("page.html"));
    }

    @Test
    void aFileThatIsNotThereIsWatchedAllTheSame() {
        value("${file:later.txt}");
        assertThat(faults.hasFaults()).isTrue();
        assertThat(watched).containsExactly(folder.resolve("later.txt"));
    }

    @Test
    void noPartOfAnInsertedValueShowsInFaults() throws IOException {
        Files.writeString(folder.resolve("long.txt"), "S3CR3T".repeat(40) + "\n");
        Files.writeString(folder.resolve("lines.txt"), "s3cr3t\ns3cr3t\n");
        for (String file : List.of("long.txt", "lines.txt")) {
            Faults own = new Faults();
            Node.Mapping map = (Node.Mapping) new Substitution(ENVIRONMENT, folder)
                    .apply(Yamls.node("deadline: ${file:" + file + "}"), folder.resolve("x.yaml"), own, watched::add);
            Node value = map.get("deadline").orElseThrow();
            new Binder().value(value, Bound.class, "deadline", own);
            new Binder().value(value, HostPattern.class, "host", own);
            new Binder().value(value, Long.class, "number", own);
            assertThat(own.list()).hasSizeGreaterThan(1);
            assertThat(own.list().toString())
                    .doesNotContainIgnoringCase("s3cr3t")
                    .contains("found '***'");
        }
    }

    @Test
    void insertedValuesDoNotShowInFaults() {
        Node node = apply("timeout: \"${env:CEL}\"");
        record Timed(Duration timeout) {}
        new Binder().bind(node, Timed.class, faults);
        assertThat(faults.list().toString())
                .contains("timeout: expected a duration")
                .doesNotContain("path.id");
    }

    private Object value(String yaml) {
        Node.Mapping map = (Node.Mapping) apply("a:\n  - " + yaml);
        Node.Sequence list = (Node.Sequence) map.entries().get(0).value();
        Node.Scalar scalar = (Node.Scalar) list.items().get(0);
        assertThat(scalar.text()).isEqualTo(scalar.value());
        return scalar.value();
    }

    private Node apply(String yaml) {
        return new Substitution(ENVIRONMENT, folder.resolve("secrets"))
                .apply(Yamls.node(yaml), folder.resolve("x.yaml"), faults, watched::add);
    }
}

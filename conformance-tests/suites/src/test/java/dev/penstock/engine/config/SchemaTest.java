package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.penstock.engine.cli.Ran;
import dev.penstock.sdk.Node;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code penstock schema} says what {@code check} says, as far as a schema can. */
class SchemaTest {
    private static final Path SAMPLES = Path.of("../../pipelines");
    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(Ran.penstock("schema").out());
    private static final String API = """
            api: shop
            upstreams: {u: {targets: "http://127.0.0.1:9", %s}}
            routes:
              - name: r
                match: GET /x
                %s
                steps:
                  %s
                  - upstream: u
            """;

    @TempDir
    private Path folder;

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(PipelineFolder::isPipeline)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Error> errors(String yaml) {
        Node root = Yaml.read(yaml, "x.yaml", new Faults()).orElseThrow();
        return SCHEMA.validate(Json.encode(Written.plain(root)), InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsValid(Path sample) throws IOException {
        assertThat(errors(Files.readString(sample))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- headers: {when: 'true', on-error: skip, name: n, request: {set: {a: '${request.path}'}, remove: b}}",
                "- quota: {limits: {burst: 20/1s}, store: local}",
                "- cache:",
                "- cache: {ttl: 30s, private: 'true', negative: {404: 5s}, max-body: 64KiB}",
                "- cache: {ttl: '${env:TTL:-5s}', max-body: 1000}",
                "- jwt: {issuers: {issuer: i, jwks: ks.json, algorithms: ES256}}",
                "- script: {inline: 'export function onRequest() {}', cpu: 5ms}",
                "- respond: {status: '200', when: 'false'}"
            })
    void whatCheckTakesIsValid(String step) throws IOException {
        String text = String.format(API, "timeout: 2s", "deadline: none", step);
        Files.writeString(folder.resolve("ks.json"), Files.readString(SAMPLES.resolve("keys/jwks.json")));
        assertThat(errors(text)).isEmpty();
        assertThat(checked(text)).matches(ran -> ran.code() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- cache: {tll: 30s}",
                "- cache: {ttl: soon}",
                "- cache: {ttl: 30}",
                "- cache: {coalesce: perhaps}",
                "- cache: {max-body: 1MB}",
                "- cache: {ttl: [1s]}",
                "- cache: 30s",
                "- responnd: {status: 200}",
                "- respond: {status: many}",
                "- respond: {status: 1.5}",
                "- quota: {}",
                "- quota: {limits: {a: 20/1s}, store: globl}",
                "- headers: {request: {set: [a]}}",
                "- headers: {on-error: ignore}",
                "- use: {polcy: p}",
                "- {cache: {}, respond: {}}",
                "- cache"
            })
    void whatIsWrongInAStepIsInvalidAndAFault(String step) throws IOException {
        String text = String.format(API, "timeout: 2s", "deadline: 1s", step);
        assertThat(errors(text)).isNotEmpty();
        assertThat(checked(text)).matches(ran -> ran.code() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api: Shop",
                "penstock: 2",
                "apj: x",
                "path: shop",
                "host: [a b]",
                "version: {name: v2, sunset: soon}",
                "upstreams: [a]",
                "upstreams: {u: {}}",
                "upstreams: {u: {targets: 'ftp://x'}}",
                "upstreams: {u: {targets: {url: 'http://x', weight: 0}}}",
                "upstreams: {u: {targets: 'http://x', timeout: 0s}}",
                "upstreams: {'7': {targets: 'http://x'}}",
                "routes: []",
                "routes: {name: r, match: GET, steps: []}",
                "routes: {name: r, match: GET /, deadline: 0s, steps: []}",
                "routes: {name: r, match: {path: /, priority: high}, steps: []}",
                "routes: {match: GET /, steps: []}"
            })
    void whatIsWrongInAFileIsInvalidAndAFault(String key) throws IOException {
        String own = key.replaceAll(":.*", "");
        String text = Stream.of("api: shop", "routes: {name: r, match: GET /, steps: {respond: {status: 204}}}", key)
                .filter(line -> line.equals(key) || !line.startsWith(own + ":"))
                .reduce("", (lines, line) -> lines + line + "\n");
        assertThat(errors(text)).isNotEmpty();
        assertThat(checked(text)).matches(ran -> ran.code() == 1);
    }

    @Test
    void whatIsMissingIsInvalid() {
        assertThat(errors("api: shop")).isNotEmpty();
        assertThat(errors("routes: {name: r, match: GET /, steps: {cache: {}}}"))
                .isNotEmpty();
    }

    @Test
    void defaultsAreSaid() {
        assertThat(Ran.penstock("schema").out()).contains("\"default\" : \"30s\"", "\"default\" : \"1MiB\"");
    }

    private Ran checked(String text) throws IOException {
        return Ran.penstock("check", Files.writeString(folder.resolve("x.yaml"), text));
    }
}

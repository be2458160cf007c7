package dev.penstock.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaFaultTest {
    private static Harness on(String settings, String schema) {
        return Harness.on(
                        "a.yaml",
                        "api: a\nroutes: [{name: a, match: \"/{rest*}\", steps: [{validate: " + settings
                                + "}, {respond: {body: fine}}]}]\n")
                .file("schemas/a.json", schema)
                .file("schemas/a.yaml", schema)
                .file("schemas/part.json", "{\"$defs\": {\"n\": {\"type\": \"integer\"}}, \"type\": \"strin\"}")
                .file("b.json", "{\"type\": \"integer\"}")
                .start();
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of("{}", "expected either schema or openapi, found neither"),
                Arguments.of("{schema: schemas/a.json, openapi: schemas/a.json}", "found both"),
                Arguments.of("{schema: schemas/none.json}", "none named 'schemas/none.json'"),
                Arguments.of("{schema: schemas/a.json, response: enforce}", "beside 'response'"),
                Arguments.of("{openapi: schemas/a.json, response: enforced}", "enforce"),
                Arguments.of("{schema: schemas/a.json, on-error: skip}", "takes no 'on-error: skip'"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aFaultySettingIsSaidInThePipelineFile(String settings, String message) {
        try (Harness gateway = on(settings, "{}")) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().file()).isEqualTo("a.yaml");
            });
        }
    }

    static Stream<Arguments> schemas() {
        return Stream.of(
                Arguments.of("{\n \"type\": \"strin\"}", "2:10", "expected one of"),
                Arguments.of("{\n \"minimum\": \"1\"}", "2:13", "expected a number, found a string"),
                Arguments.of("{\n \"items\": [{}]}", "2:11", "expected a schema"),
                Arguments.of("{\n \"$ref\": \"#/$defs/none\"}", "2:10", "'#/$defs/none', which is not"),
                Arguments.of("{\n \"$ref\": \"#none\"}", "2:10", "'#none', which is not"),
                Arguments.of("{\n \"$ref\": \"none.json\"}", "2:10", "none named 'none.json'"),
                Arguments.of("{\n \"$ref\": \"https://example.com/a.json\"}", "2:10", "nothing is fetched"),
                Arguments.of("{\n \"$ref\": \"classpath:draft-07\"}", "2:10", "nothing is fetched"),
                Arguments.of("{\n \"$ref\": \"../../../../../etc/hostname\"}", "2:10", "below the folder"),
                Arguments.of("{\n \"$ref\": \"file:///etc/hostname\"}", "2:10", "nothing is fetched"),
                Arguments.of("{\n \"$ref\": \"#\"}", "2:10", "comes back to itself"),
                Arguments.of(
                        "{\"$defs\": {\"a\": {\"anyOf\": [{\"$ref\": \"#/$defs/b\"}]},\n"
                                + " \"b\": {\"not\": {\"$ref\": \"#/$defs/a\"}}}, \"items\": {\"$ref\": \"#/$defs/a\"}}",
                        "2:24",
                        "comes back to itself"),
                Arguments.of("{\n \"pattern\": \"(?=a)\"}", "2:13", "linear time"),
                Arguments.of("{\n \"pattern\": \"(a)\\\\1\"}", "2:13", "linear time"),
                Arguments.of("{\n \"pattern\": \"(\"}", "2:13", "regular expression"),
                Arguments.of("{\n \"pattern\": \"((a{1000}){1000}){100}\"}", "2:13", "smaller"),
                Arguments.of("{\"patternProperties\":\n {\"(?!x)\": true}}", "2:3", "linear time"),
                Arguments.of("{\n \"$schema\": \"http://json-schema.org/draft-07/schema#\"}", "2:13", "dialect"),
                Arguments.of("{\"a\": 1,\n \"a\": 2}", "2:2", "stands twice"),
                Arguments.of("[]", "1:1", "expected a schema"),
                Arguments.of("{\"a\": ", "1:7", ""));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aFaultySchemaIsSaidWithItsOwnPlace(String schema, String place, String message) {
        try (Harness gateway = on("{schema: schemas/a.json}", schema)) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().toString()).isEqualTo("schemas/a.json:" + place);
            });
        }
    }

    @Test
    void aFaultInAFileThatIsReferredToIsSaidThere() {
        try (Harness gateway = on("{schema: schemas/a.json}", "{\"$ref\": \"part.json\"}")) {
            assertThat(gateway.faults())
                    .anySatisfy(fault -> assertThat(fault.place().file()).isEqualTo("schemas/part.json"));
        }
    }

    @Test
    void partsOfOtherFilesServeAndAChangeOfOneIsLive() {
        String schema = "{\"prefixItems\": [{\"$ref\": \"part.json#/$defs/n\"}, {\"$ref\": \"../b.json\"}]}";
        try (Harness gateway = on("{schema: schemas/a.json}", schema)) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(status(gateway, "[1, 2]")).isEqualTo(200);
            assertThat(status(gateway, "[\"1\"]")).isEqualTo(400);
            assertThat(status(gateway, "[1, \"2\"]")).isEqualTo(400);
            assertThat(gateway.reload("b.json", "{\"type\": \"string\"}")).isEmpty();
            assertThat(status(gateway, "[1, \"2\"]")).isEqualTo(200);
            assertThat(status(gateway, "[1, 2]")).isEqualTo(400);
            assertThat(gateway.reload("b.json", "{\"type\": \"str\"}")).isNotEmpty();
            assertThat(status(gateway, "[1, 2]")).isEqualTo(400);
        }
    }

    private static int status(Harness gateway, String body) {
        return gateway.send("POST", "/", body, "content-type", "application/json")
                .statusCode();
    }

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of("{\n swagger: '2.0', paths: {}}", "2:11", "3.1.x"),
                Arguments.of("{\n openapi: 3.2.0, paths: {}}", "2:11", "3.1.x"),
                Arguments.of("{openapi: 3.1.0}", "1:1", "'paths'"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {\n \"/a/{x}\": {},\n \"/a/{y}\": {}}}", "3:12", "each path once"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {get: {parameters: [\n {in: body, name: a}]}}}}",
                        "2:2",
                        "'in: path'"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {get:\n {parameters: [{in: path, name: a}]}}}}",
                        "2:2",
                        "{a} in the path"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {get: {parameters: [{in: query, name: a,\n style: label}]}}}}",
                        "2:9",
                        "not supported yet"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {get: {parameters: [{in: query, name: a, schema: {\n minimum: x}}]}}}}",
                        "2:11",
                        "expected a number"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {post: {requestBody: {content: {json:\n {}}}}}}}",
                        "2:2",
                        "media type"),
                Arguments.of(
                        "{openapi: 3.1.0, paths: {/a: {post: {requestBody: {\n $ref: '#/components/x'}}}}}",
                        "2:8",
                        "which is not"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void aFaultyDescriptionIsSaidWithItsOwnPlace(String description, String place, String message) {
        try (Harness gateway = on("{openapi: schemas/a.yaml}", description)) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().toString()).isEqualTo("schemas/a.yaml:" + place);
            });
        }
    }
}

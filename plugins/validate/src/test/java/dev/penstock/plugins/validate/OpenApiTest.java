package dev.penstock.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of {@code requests.tsv} against the description {@code pets.yaml}. */
class OpenApiTest {
    private static Harness gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = on(resource("pets.yaml"), "");
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static Harness on(String description, String above) {
        return Harness.on("a.yaml", """
                        api: a
                        path: /shop
                        routes: [{name: a, match: "/{rest*}", steps: [%s{validate: {openapi: schemas/pets.yaml}}, {respond: {body: fine}}]}]
                        """.formatted(above))
                .file("schemas/pets.yaml", description)
                .start();
    }

    private static String resource(String name) throws IOException {
        return new String(OpenApiTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> rows() throws IOException {
        return resource("requests.tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> Arguments.of(cells[0], cells[1], cells[2], Integer.parseInt(cells[3]), cells[4]));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsTakenOrRefusedAsTheTableSays(String request, String headers, String body, int status, String shown)
            throws IOException {
        String fields = headers.isEmpty() ? "" : headers.replace("|", "\r\n") + "\r\n";
        String answer = gateway.raw(request.replace(" /", " /shop/") + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                + fields + "content-length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(shown);
        if (status == 400 && !request.startsWith("HEAD")) {
            assertThat(answer).contains("\"errors\":[{\"pointer\":");
        }
    }

    @Test
    void ofVersion30NullableAndExclusiveBoundsMeanWhatThatSays() {
        String description = """
                openapi: 3.0.3
                paths:
                  /things:
                    post:
                      requestBody:
                        required: true
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                n: {type: integer, nullable: true}
                                over: {type: number, minimum: 5, exclusiveMinimum: true}
                                under: {type: number, maximum: 5, exclusiveMaximum: false}
                                part: {$ref: "#/components/schemas/Part", maxProperties: 0}
                      responses: {"200": {description: ok}}
                components:
                  schemas:
                    Part: {type: object, nullable: true, properties: {nullable: {type: boolean}}}
                """;
        try (Harness old = on(description, "")) {
            assertThat(old.faults()).isEmpty();
            for (String good : new String[] {
                "{\"n\": null}", "{\"over\": 5.1, \"under\": 5}", "{\"part\": null}", "{\"part\": {\"nullable\": true}}"
            }) {
                assertThat(post(old, good)).as(good).isEqualTo(200);
            }
            for (String bad : new String[] {
                "{\"n\": \"x\"}", "{\"over\": 5}", "{\"over\": null}", "{\"under\": 6}", "{\"part\": {\"nullable\": 1}}"
            }) {
                assertThat(post(old, bad)).as(bad).isEqualTo(400);
            }
        }
    }

    private static int post(Harness gateway, String body) {
        return gateway.send("POST", "/shop/things", body, "content-type", "application/json")
                .statusCode();
    }

    @Test
    void theRequestIsLookedAtAsTheStepsAboveLeftIt() throws IOException {
        String above =
                "{rewrite: {path: /pets, query: {set: {limit: \"7\"}}}}, {headers: {request: {set: {x-kind: fax}}}}, ";
        try (Harness rewritten = on(resource("pets.yaml"), above)) {
            assertThat(rewritten.get("/shop/none").body())
                    .contains("\"/X-Kind\"")
                    .doesNotContain("limit");
        }
    }
}

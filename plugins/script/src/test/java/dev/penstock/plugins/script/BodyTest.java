package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that hooks read, replace or give back, in whatever coding they come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyTest {
    private static final String TEXT = "{\"zipped\":true}";
    private static final String EDIT =
            "export async function onResponse(response) { const page = await response.json();"
                    + " page.edited = true; %s }";

    private MockServer backend;
    private Harness gateway;

    @BeforeAll
    void start() {
        backend = MockServer.start()
                .on("POST /{rest*}", seen -> MockAnswer.text(seen.header("content-encoding") + " " + seen.text()));
        for (String coding : new String[] {"gzip", "br", "zstd"}) {
            for (String route : new String[] {"whole", "place", "back"}) {
                backend.on("GET /" + route + "/" + coding, coded(coding));
            }
        }
        backend.on(
                        "GET /whole/broken",
                        MockAnswer.bytes(200, "application/json", Buffer.buffer("no gzip"))
                                .header("content-encoding", "gzip"))
                .on(
                        "GET /whole/bomb",
                        MockAnswer.bytes(200, "application/json", Buffer.buffer(zipped(" ".repeat(5 << 20))))
                                .header("content-encoding", "gzip"))
                .on(
                        "GET /whole/large",
                        MockAnswer.bytes(200, "application/json", Buffer.buffer(new byte[(4 << 20) + 1])))
                .on(
                        "GET /whole/long",
                        MockAnswer.bytes(
                                        200,
                                        "application/json",
                                        Buffer.buffer(zipped("{\"zipped\":true,\"pad\":\"" + noise(100_000) + "\"}")))
                                .header("content-encoding", "gzip"));
        gateway = HookSite.before(backend)
                .script("whole/{coding}", EDIT.formatted("return Response.json(page);"))
                .script("place/{coding}", EDIT.formatted("response.body = JSON.stringify(page);"))
                .script(
                        "back/{coding}",
                        "export function onResponse(response) { return new Response(response.body, {status:"
                                + " 202, headers: {'x-only': '1'}}); }")
                .script(
                        "up",
                        "export async function onRequest(request) { const text = await request.text(); if (text !== await"
                                + " request.text()) throw 1; request.body = text + '!'; }")
                .script(
                        "caught",
                        "export async function onRequest(request) { try { await request.json(); } catch (e) { return"
                                + " new Response(e.name); } }")
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private static MockAnswer coded(String coding) {
        byte[] bytes =
                coding.equals("gzip") ? zipped(TEXT) : Base64.getDecoder().decode("CweAeyJ6aXBwZWQiOnRydWV9Aw==");
        return MockAnswer.bytes(200, "application/json", Buffer.buffer(bytes)).header("content-encoding", coding);
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Text that does not pack well. */
    private static String noise(int length) {
        StringBuilder text = new StringBuilder();
        new Random(7).ints(length, 'a', 'z').forEach(c -> text.append((char) c));
        return text.toString();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return gateway.client()
                .send(
                        gateway.request(path, "accept-encoding", "zstd, br, gzip;q=0.5")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private int post(String path, byte[] body, String coding) {
        HttpRequest.Builder request =
                gateway.request(path, "content-encoding", coding).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return gateway.send(request).statusCode();
    }

    @ParameterizedTest
    @CsvSource({"whole, gzip", "whole, br", "place, gzip", "place, br"})
    void aBodyIsReadDecodedAndItsSuccessorGoesOutPlain(String how, String coding) throws Exception {
        HttpResponse<byte[]> answer = get("/shop/" + how + "/" + coding);
        assertThat(Json.parse(Buffer.buffer(answer.body()))).isEqualTo(Map.of("zipped", true, "edited", true));
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void theUpstreamIsAskedForNoCodingThatCannotBeRead() throws Exception {
        get("/shop/whole/gzip");
        assertThat(backend.calls().stream().filter(call -> call.path().equals("/whole/gzip")))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.header("accept-encoding")).isEqualTo("br, gzip;q=0.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void aBodyThatIsGivenBackUnreadKeepsItsBytesAndItsCoding(String coding) throws Exception {
        HttpResponse<byte[]> answer = get("/shop/back/" + coding);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-encoding")).hasValue(coding);
        assertThat(answer.headers().firstValue("x-only")).hasValue("1");
        assertThat(answer.headers().firstValue("content-type")).isEmpty();
        byte[] bytes =
                coding.equals("gzip") ? zipped(TEXT) : Base64.getDecoder().decode("CweAeyJ6aXBwZWQiOnRydWV9Aw==");
        assertThat(answer.body()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "broken", "bomb", "large"})
    void anAnswerThatCannotBeReadIsReplacedByA500(String what) throws Exception {
        assertThat(get("/shop/whole/" + what).statusCode()).isEqualTo(500);
    }

    @Test
    void aLongBodyIsDecodedToo() throws Exception {
        HttpResponse<byte[]> answer = get("/shop/whole/long");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"edited\":true");
    }

    @Test
    void aRequestIsReadDecodedOnceAndGoesUpPlain() {
        HttpRequest.Builder request = gateway.request("/shop/up", "content-encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped("grüße")));
        assertThat(gateway.send(request).body()).isEqualTo(" grüße!");
    }

    @Test
    void aRequestThatCannotBeReadIsTheClientsFaultNotTheHooks() {
        assertThat(gateway.send("POST", "/shop/up", "x".repeat((10 << 20) + 1)).statusCode())
                .isEqualTo(413);
        assertThat(post("/shop/up", zipped("x".repeat((10 << 20) + 1)), "gzip")).isEqualTo(413);
        assertThat(post("/shop/up", zipped("x"), "zstd")).isEqualTo(415);
        assertThat(post("/shop/up", "no gzip".getBytes(StandardCharsets.UTF_8), "gzip"))
                .isEqualTo(400);
    }

    @Test
    void aHookMayCatchThatABodyCannotBeRead() {
        HttpResponse<String> answer = gateway.send("POST", "/shop/caught", "abc", "content-encoding", "zstd");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Error");
        assertThat(gateway.send("POST", "/shop/caught", "{").body()).isEqualTo("SyntaxError");
    }

    @Test
    void aHundredMegabytesAreRefused() {
        HttpRequest.Builder request = gateway.request("/shop/up", "content-encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped("x".repeat(100 << 20))));
        assertThat(gateway.send(request).statusCode()).isEqualTo(413);
    }
}

package dev.penstock.plugins.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespondTest {
    @Test
    void aTextIsSentAsItIs() {
        try (Harness gateway = on("{body: \"hello ${query.name}\"}").start()) {
            HttpResponse<String> answer = gateway.get("/a?name=ann");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello ann");
            assertThat(type(answer)).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void aMapIsSentAsJsonWithItsTypes() {
        try (Harness gateway =
                on("{status: 203, body: {id: \"${path.id}\", big: 9007199254740993, list: [1, null, \"3\"]}}")
                        .start()) {
            HttpResponse<String> answer = gateway.get("/7");
            assertThat(answer.statusCode()).isEqualTo(203);
            assertThat(answer.body()).isEqualTo("{\"id\":\"7\",\"big\":9007199254740993,\"list\":[1,null,\"3\"]}");
            assertThat(type(answer)).isEqualTo("application/json");
        }
    }

    @Test
    void headersHaveTheLastWordOnTheType() {
        try (Harness gateway =
                on("{headers: {content-type: text/html, x-mark: \"${request.method}\"}, body: <p>hi</p>}")
                        .start()) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.headers().allValues("content-type")).containsExactly("text/html");
            assertThat(answer.headers().firstValue("x-mark")).contains("GET");
        }
    }

    @Test
    void withoutABodyNothingIsSent() {
        try (Harness gateway = on("{status: 204}").start()) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("content-type")).isEmpty();
        }
    }

    @Test
    void aValueThatTheRequestLacksOrThatBreaksAFieldIs400() {
        try (Harness gateway = on("{headers: {x-mark: \"${query.mark}\"}, body: \"${query.name}\"}")
                .start()) {
            assertThat(gateway.get("/a?mark=1").statusCode()).isEqualTo(400);
            assertThat(gateway.get("/a?name=ann").statusCode()).isEqualTo(400);
            HttpResponse<String> split = gateway.get("/a?name=ann&mark=1%0d%0ax-evil:1");
            assertThat(split.statusCode()).isEqualTo(400);
            assertThat(split.headers().firstValue("x-evil")).isEmpty();
            assertThat(gateway.get("/a?name=ann&mark=1").body()).isEqualTo("ann");
        }
    }

    @Test
    void aClientCannotBreakJson() {
        try (Harness gateway = on("{body: {id: \"${path.id}\"}}").start()) {
            assertThat(gateway.get("/%22%7D,%7B%22x%22:%22%5C").body())
                    .isEqualTo("{\"id\":\"\\\"},{\\\"x\\\":\\\"\\\\\"}");
        }
    }

    @Test
    void aHeadHasTheLengthAndTypeOfTheGetAndNoBody() throws Exception {
        try (Harness gateway = on("{body: \"12345\"}").start()) {
            String answer = gateway.raw("HEAD /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .contains("content-length: 5\r\n", "content-type: text/plain; charset=utf-8\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void aStatusWithoutABodyHasNoLength(int status) throws Exception {
        try (Harness gateway =
                on("{status: " + status + ", headers: {etag: '\"1\"'}}").start()) {
            String answer = gateway.raw("GET /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 " + status)
                    .contains("etag: \"1\"\r\n")
                    .doesNotContain("content-length", "transfer-encoding")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aFileIsThatOfTheRevisionAndAnEditMakesANewOne() {
        try (Harness gateway = on("{file: page.html}").file("page.html", "old").start()) {
            assertThat(gateway.get("/a").body()).isEqualTo("old");
            assertThat(gateway.reload("page.html", "new")).isEmpty();
            assertThat(gateway.get("/a").body()).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @CsvSource({"page.html,text/html; charset=utf-8", "data.JSON,application/json", "what,application/octet-stream"})
    void aFileIsSentWithTheTypeOfItsExtension(String file, String type) {
        try (Harness gateway = on("{file: " + file + "}").file(file, "content").start()) {
            HttpResponse<String> answer = gateway.get("/a");
            assertThat(answer.body()).isEqualTo("content");
            assertThat(type(answer)).isEqualTo(type);
        }
    }

    @Test
    void aFileOfMoreThanOneMebibyteIsAFault() {
        try (Harness gateway =
                on("{file: big.txt}").file("big.txt", "x".repeat((1 << 20) + 1)).start()) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.faults().get(0).toString()).contains("1 MiB");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{status: 99}",
                "{status: 600}",
                "{status: 101}",
                "{status: 204, body: a}",
                "{body: a, file: page.html}",
                "{file: absent.html}",
                "{headers: {content-length: 3}}"
            })
    void settingsThatContradictAreOneFault(String settings) {
        try (Harness gateway = on(settings).file("page.html", "").start()) {
            assertThat(gateway.faults()).hasSize(1);
        }
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }

    private static Harness.Setup on(String settings) {
        return Harness.on("a.yaml", """
                api: a
                routes:
                  - {name: a, match: "GET /{id}", steps: [{respond: %s}]}
                """.formatted(settings));
    }
}

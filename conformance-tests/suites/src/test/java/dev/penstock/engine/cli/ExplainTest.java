package dev.penstock.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code penstock explain} and {@code penstock routes}: what the gateway would do, and why. */
class ExplainTest {
    private static final String SHOP = """
            api: shop
            path: /shop
            upstreams: {back: {targets: "http://127.0.0.1:9"}}
            policies:
              stamped:
                - headers: {response: {set: {x-by: "${env:PATH}"}}}
            routes:
              - {name: page, match: "GET /products/{id}", steps: [{upstream: back}]}
              - name: gold
                match: {path: "/products/{id}", methods: [GET], headers: {x-tier: [gold, silver]}}
                deadline: 900ms
                steps:
                  - use: stamped
                  - headers: {when: "has(query.x)", request: {set: {x-id: "${path.id}", x-key: "${file:key.txt}"}}}
                  - upstream: back
              - {name: special, match: GET /products/special, steps: [{upstream: back}]}
              - {name: second, match: {path: "/products/{id}", methods: GET, query: {v: "2"}}, steps: [{upstream: back}]}
              - {name: write, match: "POST /products/{id}", steps: [{upstream: back}]}
              - {name: any, match: "/products/{rest*}", steps: [{upstream: back}]}
              - name: keyed
                match: {path: "/products/{id}", headers: {x-key: "${file:key.txt}"}}
                steps: [{upstream: back}]
            """;
    private static final String HOSTED = """
            api: hosted
            host: hosted.example.com
            path: /shop
            routes:
              - {name: hosted-page, match: "GET /products/{id}", steps: [{respond: {status: 204}}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
        Files.writeString(folder.resolve("hosted.yaml"), HOSTED);
        Files.writeString(folder.resolve("key.txt"), "hidden-key");
    }

    private Ran explain(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "explain";
        all[1] = "--pipelines";
        all[2] = folder;
        System.arraycopy(words, 0, all, 3, words.length);
        return Ran.penstock(all);
    }

    @Test
    void whatIsWrittenUnderTheNameOfASecretIsStruckOut() throws IOException {
        Files.writeString(folder.resolve("hooks.yaml"), """
                api: hooks
                routes:
                  - {name: in, match: POST /hook, steps: [{hmac: {secret: [LITERAL-ONE, "${file:key.txt}"]}}, {respond: {status: 204}}]}
                  - name: ask
                    match: GET /ask
                    steps: [{introspect: {endpoint: "https://idp.test/i", client: {id: gw, secret: "LITERAL-${file:key.txt}"}}}, {respond: {status: 204}}]
                """);
        assertThat(explain("POST", "/hook").out())
                .contains("***", "${file:key.txt}")
                .doesNotContain("LITERAL");
        assertThat(explain("GET", "/ask").out()).contains("gw", "***").doesNotContain("LITERAL");
    }

    /** The line of a route, and the one below it. */
    private static String block(Ran ran, String route) {
        List<String> lines = ran.out().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("/" + route + "  ")) {
                return lines.get(i) + "\n" + lines.get(i + 1);
            }
        }
        return "no " + route + " in " + ran.out();
    }

    @Test
    void theWinnerIsShownWithItsStepsInTheirOrder() {
        Ran ran = explain("GET", "/shop/products/7?lang=de", "-H", "x-tier: gold");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "GET http://localhost/shop/products/7?lang=de\n-> shop/gold  GET /shop/products/{id}, header"
                                + " x-tier: gold or silver  (" + folder + "/shop.yaml:9:11)\n")
                .contains("path.id: 7\n", "path below the API's: /products/7\n", "deadline: 900ms\n")
                .containsSubsequence(
                        "1. use: stamped  (" + folder + "/shop.yaml:13:9)",
                        "2. headers  (" + folder + "/shop.yaml:6:7)",
                        "3. headers  (" + folder + "/shop.yaml:14:9)",
                        "when: has(query.x)",
                        "x-id: '${path.id}'",
                        "4. upstream: back  (" + folder + "/shop.yaml:15:9)");
    }

    @Test
    void everyLoserSaysWhy() {
        Ran ran = explain("GET", "/shop/products/7", "-H", "x-tier: gold", "--all");
        assertThat(block(ran, "page")).contains("less specific: the other one asks for more headers");
        assertThat(block(ran, "special")).contains("path: expected /shop/products/special, found /shop/products/7");
        assertThat(block(ran, "second")).contains("query v: expected 2, found nothing");
        assertThat(block(ran, "write")).contains("method: expected POST, found GET");
        assertThat(block(ran, "any")).contains("its path is less specific");
        assertThat(block(ran, "hosted-page")).contains("host: expected hosted.example.com, found localhost");
    }

    @Test
    void theHostOfTheUrlCounts() {
        Ran ran = explain("GET", "http://hosted.example.com:8080/shop/products/7");
        assertThat(ran.out()).contains("-> hosted/hosted-page");
        assertThat(block(ran, "page")).contains("its host is less specific");
        assertThat(explain("GET", "/shop/products/7", "-H", "Host: hosted.example.com")
                        .out())
                .contains("-> hosted/hosted-page");
    }

    @Test
    void whatWasPutInFromOutsideIsShownByItsNameAlone() {
        Ran ran = explain("GET", "/shop/products/7", "-H", "x-tier: gold", "--all");
        assertThat(ran.out())
                .contains("'${env:PATH}'", "'${file:key.txt}'", "header x-key: ***", "expected ***, found nothing")
                .doesNotContain("hidden-key", System.getenv("PATH"));
        assertThat(Ran.penstock("routes", "--pipelines", folder).out()).doesNotContain("hidden-key");
        assertThat(Ran.penstock("routes", "--pipelines", folder, "--json").out())
                .doesNotContain("hidden-key");
    }

    @Test
    void aRequestThatNoRouteTakesIsToldWhichAreNearest() {
        Ran ran = explain("GET", "/shop/produkts/7");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("404: no route takes this request\nNearest:\n   shop/page  ");
        assertThat(explain("DELETE", "/shop/products/").out()).contains("-> shop/any");
        Ran other = explain("DELETE", "http://hosted.example.com/shop/products/7", "--all");
        assertThat(other.out()).contains("-> shop/any");
        assertThat(explain("GET", "/shop/../..").out()).contains("400: the host is malformed, or the path climbs");
    }

    @Test
    void anotherMethodIsToldWhichThereAre() throws IOException {
        Files.delete(folder.resolve("shop.yaml"));
        Ran ran = explain("put", "http://hosted.example.com/shop/products/7");
        assertThat(ran.out()).contains("405: this path takes other methods, Allow: GET, HEAD");
        assertThat(explain("TRACE", "http://hosted.example.com/shop/products/7").out())
                .contains("405: ");
        assertThat(explain("OPTIONS", "http://hosted.example.com/shop/products/7")
                        .out())
                .contains("204: the gateway itself answers, with Allow: GET, HEAD, OPTIONS");
    }

    @Test
    void aFaultyFileIsSaidAndLeftOut() throws IOException {
        Files.writeString(folder.resolve("hosted.yaml"), HOSTED.replace("respond", "responnd"));
        Ran ran = explain("GET", "/shop/products/7");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("hosted.yaml:5:", "did you mean 'respond'?", "left out");
        assertThat(ran.out()).contains("-> shop/page").doesNotContain("hosted-page");
    }

    @Test
    void wrongUsageIsExit2() {
        assertThat(explain("GET").code()).isEqualTo(2);
        assertThat(explain("GET").err()).contains("'URL'");
        assertThat(explain("GET", "/x", "-H", "nonsense").err()).contains("expected 'name: value', found 'nonsense'");
        assertThat(explain("GET", "/x", "-H", "nonsense").code()).isEqualTo(2);
        assertThat(explain("GET", "ftp://x/").code()).isEqualTo(2);
        assertThat(explain("/x", "GET").err()).contains("expected a METHOD such as GET, found '/x'");
        assertThat(Ran.penstock("explain", "GET", "/x", "--pipelines", folder.resolve("none")))
                .matches(ran -> ran.code() == 1)
                .matches(ran -> ran.err().contains("no such file or folder"));
    }

    @Test
    void theRouteTableHasALineForEachRoute() {
        Ran ran = Ran.penstock("routes", "--pipelines", folder);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().toList())
                .hasSize(9)
                .anySatisfy(line -> assertThat(line)
                        .matches(
                                "shop +gold +GET +/shop/products/\\{id} +header x-tier: gold or silver +use > headers >"
                                        + " headers > upstream"))
                .anySatisfy(line -> assertThat(line)
                        .matches("hosted +hosted-page +GET +/shop/products/\\{id} +host hosted.example.com +respond"))
                .anySatisfy(line -> assertThat(line).matches("shop +second .* query v: 2 +upstream"));
        assertThat(ran.out().lines().skip(1).map(line -> line.replaceAll(" .*", "")))
                .isSorted();
    }

    @Test
    void theRouteTableIsThereForMachinesToo() {
        Ran ran = Ran.penstock("routes", "--json", "--pipelines", folder);
        assertThat(new io.vertx.core.json.JsonArray(ran.out()).getJsonObject(0).getMap())
                .containsEntry("api", "hosted")
                .containsEntry("route", "hosted-page")
                .containsEntry("path", "/shop/products/{id}")
                .containsEntry("deadline", "30s");
    }

    @Test
    void aJoinSaysHowLongItMayTake() throws IOException {
        Files.writeString(folder.resolve("joined.yaml"), """
                api: joined
                upstreams: {back: {targets: "http://127.0.0.1:9"}}
                routes:
                  - name: page
                    match: GET /joined
                    deadline: 60s
                    steps:
                      - aggregate:
                          calls:
                            a: {get: /a, from: back, timeout: 200ms}
                            b: {get: "/b/${a.body}", from: back, timeout: 1500ms}
                            c: {get: /c, from: back, timeout: 1s}
                """);
        assertThat(explain("GET", "/joined").out()).contains("# at most a (200ms) -> b (1500ms) = 1700ms");
    }
}

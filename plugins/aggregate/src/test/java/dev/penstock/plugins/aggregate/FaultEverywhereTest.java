package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import dev.penstock.fleet.MockServer;
import dev.penstock.fleet.MockStream;
import dev.penstock.plugins.aggregate.FaultTable.Row;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every fault of the manual's table, at every place of a graph, under every rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultEverywhereTest {
    /** A row of places.txt. */
    private record Cell(String place, String rule, String answer, String partial) {
        boolean fails() {
            return rule.equals("fail");
        }

        String path(String fault) {
            return "/" + way(fault) + "/" + place + "/" + rule + "/" + fault;
        }
    }

    /** Keeps one answer, for everything. */
    private static final class OneAnswer implements HttpCache {
        @Override
        public Future<Reply> serve(Call call, Wanted wanted, Origin origin) {
            return origin.fetch(call, wanted.request());
        }

        @Override
        public Future<Optional<Reply>> lastGood(Call call, Wanted wanted) {
            return Future.succeededFuture(Optional.of(Reply.json(200, Map.of("id", 7))));
        }

        @Override
        public Future<Long> purge(Purge purge) {
            return Future.succeededFuture(0L);
        }
    }

    private static final Map<String, String> RULES = Map.of(
            "fail", "fail",
            "omit", "omit",
            "null", "'null'",
            "use", "{use: {id: 9}}",
            "skip", "skip",
            "stale", "stale");

    private final MockServer backend = MockServer.start();
    private final Socket nobody = new Socket();
    private final List<Cell> cells = cells();
    private Harness gateway;

    @BeforeAll
    void start() throws IOException {
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // taken, and nobody listens
        for (String good : List.of("root 1", "mid 2", "leaf 3", "side 4", "items 5")) {
            String[] name = good.split(" ", -1);
            backend.on("GET /good/" + name[0], MockAnswer.json(Map.of("id", Integer.valueOf(name[1]))));
        }
        faults().forEach((name, answer) -> backend.on("GET /fault/" + name, answer));
        backend.on("GET /fault/stalled", seen -> MockAnswer.stream(started()));
        StringBuilder file = new StringBuilder("""
                api: a
                upstreams: {b: {targets: ["%s"]}, dead: {targets: ["http://127.0.0.1:%d"]}}
                routes:
                """.formatted(backend.uri(), nobody.getLocalPort()));
        for (String way : List.of("plain", "slow", "dead")) {
            cells.forEach(cell -> file.append(route(way, cell)));
        }
        gateway = Harness.on("a.yaml", file.toString())
                .service(HttpCache.class, new OneAnswer())
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    private static Map<String, MockAnswer> faults() {
        Map<String, MockAnswer> faults = new LinkedHashMap<>();
        faults.put("reset", MockAnswer.fault(MockFault.RESET));
        faults.put("empty", MockAnswer.fault(MockFault.EMPTY));
        faults.put("truncated", MockAnswer.fault(MockFault.TRUNCATE));
        faults.put("garbage", MockAnswer.fault(MockFault.GARBAGE));
        faults.put("hanging", MockAnswer.fault(MockFault.HANG));
        faults.put("404", MockAnswer.json(404, Map.of()));
        faults.put("500", MockAnswer.json(500, Map.of()));
        faults.put("503", MockAnswer.json(503, Map.of()));
        faults.put("large", MockAnswer.json("x".repeat(2000)));
        faults.put("no-json", MockAnswer.bytes(200, "application/json", Buffer.buffer("{\"a\": ")));
        faults.put("deep", MockAnswer.bytes(200, "application/json", Buffer.buffer("[".repeat(1010))));
        faults.put("coded", MockAnswer.json(Map.of()).header("content-encoding", "gzip"));
        faults.put(
                "no-utf-8",
                MockAnswer.bytes(200, "text/plain", Buffer.buffer("\u00e9".getBytes(StandardCharsets.ISO_8859_1))));
        return faults;
    }

    private static MockStream started() {
        MockStream stream = new MockStream();
        stream.write("{");
        return stream;
    }

    /** Which of the routes a fault takes: nobody listens, the time-out is short, or neither. */
    private static String way(String fault) {
        return fault.equals("refused") ? "dead" : fault.equals("hanging") || fault.equals("stalled") ? "slow" : "plain";
    }

    private static String route(String way, Cell cell) {
        StringBuilder calls = new StringBuilder();
        call(calls, "root", "", way, cell);
        call(calls, "mid", ", when: root.body.id > 0", way, cell);
        call(calls, "leaf", ", when: mid.body.id > 0", way, cell);
        call(calls, cell.place.equals("items") ? "items" : "side", "", way, cell);
        return """
                  - name: %1$s %2$s %3$s
                    match: GET /%1$s/%2$s/%3$s/{fault}
                    deadline: 2m
                    steps:
                      - aggregate:
                          calls:
                %4$s""".formatted(way, cell.place, cell.rule, calls.toString().indent(12));
    }

    private static void call(StringBuilder calls, String name, String more, String way, Cell cell) {
        if (!name.equals(cell.place)) {
            calls.append("%s: {get: /good/%s, from: b%s}\n".formatted(name, name, more));
            return;
        }
        boolean dead = way.equals("dead");
        String path = "/fault/${path.fault}";
        String each = "";
        if (name.equals("items")) {
            path = "/${item == 1 ? 'good' : 'fault'}/${item == 1 ? 'items' : path.fault}";
            each = dead ? ", for-each: '${[2]}'" : ", for-each: '${[1, 2]}'";
        }
        calls.append("%s: {get: \"%s\", from: %s%s%s, on-error: %s, cache: 1s, timeout: %s, max-body: 1KiB}\n"
                .formatted(
                        name,
                        path,
                        dead ? "dead" : "b",
                        more,
                        each,
                        RULES.get(cell.rule),
                        way.equals("slow") ? "2s" : "20s"));
    }

    @AfterAll
    void stop() throws IOException {
        gateway.close();
        backend.close();
        nobody.close();
    }

    @Test
    void everyCellIsWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Row row : FaultTable.rows()) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    cells.stream().map(cell -> send(cell.path(row.fault()))).toList();
            for (Cell cell : cells) {
                String expected = expected(row, cell);
                String found = found(answers.get(seen++ % cells.size()).join(), cell);
                if (!found.equals(expected)) {
                    wrong.add(cell.path(row.fault()) + ": expected " + expected + ", found " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(300);
    }

    @Test
    void theTableSaysOfEveryRuleWhatItDoes() {
        assertThat(FaultTable.rows())
                .hasSize(15)
                .allSatisfy(row -> assertThat(row.cells().subList(1, 5))
                        .containsExactly("left out", "null", "the value", "last good"));
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        return gateway.client().sendAsync(gateway.request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Where nobody listens there is no good item beside the one with the fault. */
    private static String expected(Row row, Cell cell) {
        String place = cell.fails() ? cell.answer : cell.place;
        String member = "penstock; " + row.parameter() + "; details=\"" + place + "\"";
        if (cell.fails()) {
            return row.status() + " naming " + place + " " + member;
        }
        String body = row.fault().equals("refused")
                ? cell.answer.replace("{\"id\":5},", "").replace("{\"id\":5}", "")
                : cell.answer;
        return "200 " + body + " without " + cell.partial + " [no-store] " + member;
    }

    private static String found(HttpResponse<String> answer, Cell cell) {
        String body = answer.body();
        String status = answer.headers().firstValue("proxy-status").orElse("").replaceAll("\", .*", "\"");
        if (answer.statusCode() == 200) {
            return "200 " + body + " without "
                    + answer.headers().firstValue("penstock-partial").orElse("nothing") + " "
                    + answer.headers().allValues("cache-control") + " " + status;
        }
        boolean names = body.contains("\"call\":\"" + cell.answer + "\"") && body.contains("'" + cell.answer + "'");
        boolean tells = body.contains("127.0.0.1") || body.contains("Exception");
        return answer.statusCode() + (names && !tells ? " naming " + cell.answer : body) + " " + status;
    }

    private static List<Cell> cells() {
        try (var file = FaultEverywhereTest.class.getResourceAsStream("/aggregate/places.txt")) {
            List<Cell> cells = new ArrayList<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    List<String> parts =
                            Arrays.stream(line.split("\\|")).map(String::strip).toList();
                    cells.add(new Cell(parts.get(0), parts.get(1), parts.get(2), parts.size() > 3 ? parts.get(3) : ""));
                }
            }
            return cells;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

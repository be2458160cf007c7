package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs {@code callers.txt}: to whom a cache gives what it was made for somebody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheIdentityTest {
    private static final String SECRET = "a".repeat(40);
    private static final Pattern TOKEN = Pattern.compile("<jwt ([^>]*)>");

    private static final String HEAD = """
            api: %s
            upstreams:
              b: {targets: ["%s"]}
              hashed: {targets: ["%s"], balance: {hash: "${header['x-user']}"}}
            policies:
              public: [{headers: {response: {set: {cache-control: "public, max-age=60"}}}}]
              fresh: [{headers: {response: {set: {cache-control: max-age=60}}}}]
              must: [{headers: {response: {set: {cache-control: "must-revalidate, max-age=60"}}}}]
              members: [{jwt: {secret: %s}}]
              here: [{respond: {body: {here: "${request.id}"}}}]
            """;

    /** An answer as it came. */
    private record Answer(int status, Map<String, String> fields, String body) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        boolean isHit() {
            return field("cache-status").startsWith("penstock; hit");
        }
    }

    private final AtomicInteger made = new AtomicInteger();
    private final MockServer backend = backend();
    private final List<String[]> rows = rows();
    private final Harness gateway = start();

    @TestFactory
    Stream<DynamicTest> everybodyIsGivenWhatTheyMaySee() {
        assertThat(gateway.faults())
                .filteredOn(fault -> !fault.warning())
                .extracting(Fault::message)
                .isEmpty();
        return IntStream.range(0, rows.size()).mapToObj(i -> DynamicTest.dynamicTest(rows.get(i)[0], () -> check(i)));
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private void check(int i) throws IOException {
        String[] row = rows.get(i);
        Answer first = send(i, row[2]);
        Answer second = send(i, row[3]);
        Answer again = send(i, row[2]);
        assertThat(first.isHit()).as("%s", first).isFalse();
        assertThat(first.status).as("%s", first).isIn(200, 308);
        if (row.length > 5) {
            for (String stated : row[5].split(";", -1)) {
                String name = stated.substring(0, stated.indexOf(':')).strip();
                String value = stated.substring(stated.indexOf(':') + 1).strip();
                assertThat(first.field(name)).as(name).isEqualTo(value);
            }
        }
        switch (row[4].strip()) {
            case "shared" -> assertThat(key(second)).as("%s", second).isEqualTo(key(first));
            case "refused", "refused alone" ->
                assertThat(second.status).as("%s", second).isIn(401, 403);
            default -> {
                assertThat(second.status).as("%s", second).isIn(200, 308);
                assertThat(key(second)).as("%s", second).isNotEqualTo(key(first));
            }
        }
        boolean kept = List.of("shared", "apart", "refused").contains(row[4].strip());
        assertThat(key(again).equals(key(first))).as("%s", again).isEqualTo(kept);
        assertThat(again.isHit()).as("%s", again).isEqualTo(kept);
    }

    private static String key(Answer answer) {
        return answer.body + answer.field("location");
    }

    /** Over a connection of its own, from an address of its choice. */
    private Answer send(int row, String request) throws IOException {
        String method = "GET";
        String host = "gate.test";
        String from = "127.0.0.1";
        String body = "";
        StringBuilder fields = new StringBuilder();
        String[] parts = request.split(" \\| ", -1);
        for (String part : List.of(parts).subList(1, parts.length)) {
            String name = part.substring(0, part.indexOf(':'));
            String value = part.substring(part.indexOf(':') + 1);
            switch (name) {
                case "method" -> method = value.strip();
                case "host" -> host = value.strip();
                case "from" -> from = value.strip();
                case "body" -> body = value.strip();
                default ->
                    fields.append(name).append(':').append(filled(value, row)).append("\r\n");
            }
        }
        if (!body.isEmpty()) {
            fields.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        String bytes = method + " /c" + row + parts[0].strip() + " HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: close\r\n" + fields + "\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.uri().getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            fields.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), fields, text.substring(end + 4));
    }

    private String filled(String value, int row) {
        String known = value.replace(
                "<basic ann>", Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.US_ASCII)));
        return TOKEN.matcher(known)
                .replaceAll(found ->
                        Matcher.quoteReplacement(gateway.token(api(rows.get(row)), "c" + row, claims(found.group(1)))));
    }

    private static Map<String, Object> claims(String written) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String word : written.split(" ", -1)) {
            int colon = word.indexOf(':');
            claims.put(
                    colon < 0 ? "sub" : word.substring(0, colon),
                    word.substring(colon + 1).replace("\\n", "\n").replace("\\s", " "));
        }
        return claims;
    }

    private static String api(String[] row) {
        return row[1].startsWith("base: ") ? "base" : "open";
    }

    private Harness start() {
        String head = HEAD.formatted("%s", backend.uri(), backend.uri(), SECRET);
        StringBuilder open = new StringBuilder(head.formatted("open")).append("routes:\n");
        StringBuilder base = new StringBuilder(head.formatted("base"))
                .append("steps: [{api-key: {consumers: data/keys.yaml}}]\nroutes:\n");
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            StringBuilder file = api(row).equals("base") ? base : open;
            file.append("  - name: c")
                    .append(i)
                    .append("\n    match: {path: \"/c")
                    .append(i);
            file.append("/{rest*}\", methods: [GET, POST]}\n    steps:\n");
            steps(row[1].replaceFirst("^base: ", ""))
                    .forEach(step -> file.append("      - ").append(step).append('\n'));
        }
        return Harness.on("open.yaml", open.toString())
                .file("base.yaml", base.toString())
                .file("data/keys.yaml", """
                        consumers:
                          - {name: acme, keys: [acme-0123456789abcdef], tier: gold}
                          - {name: beta, keys: [beta-0123456789abcdef], tier: silver}
                        """)
                .file("staff.htpasswd", "ann:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n")
                .settings("trusted-proxies: [127.0.0.9]\n")
                .start();
    }

    /** Divided by the semicolons that stand in no braces. */
    private List<String> steps(String written) {
        List<String> steps = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (c == ';' && depth == 0) {
                steps.add(step(written.substring(start, i)));
                start = i + 1;
            }
        }
        steps.add(step(written.substring(start)));
        return steps;
    }

    private String step(String written) {
        return written.strip()
                .replaceFirst("^<up>$", "upstream: b")
                .replaceFirst("^<(public|fresh|must)>$", "use: $1")
                .replace("<secret>", SECRET)
                .replace("<idp>", backend.uri() + "/introspect");
    }

    private MockServer backend() {
        MockServer server = MockServer.start();
        for (String path : List.of("/{a}", "/{a}/{b}", "/{a}/{b}/{c}", "/{a}/{b}/{c}/{d}")) {
            server.on("GET " + path, this::answer).on("POST " + path, this::answer);
        }
        return server.on("GET /says/{what}", this::saying)
                .on("GET /says/{what}/{who}", this::saying)
                .on("GET /old/{what}", request -> saying(request).header("age", "20"))
                .on("GET /gone", MockAnswer.status(500))
                .on(
                        "GET /expires",
                        request -> answer(request)
                                .header("date", "Tue, 01 Dec 2020 00:00:00 GMT")
                                .header("expires", "Tue, 01 Dec 2020 00:00:25 GMT"))
                .on(
                        "POST /introspect",
                        request ->
                                MockAnswer.json(Map.of("active", request.text().contains("token=good"), "sub", "ann")));
    }

    private MockAnswer answer(MockRequest request) {
        return MockAnswer.json(Map.of("n", made.incrementAndGet(), "target", "t"));
    }

    private MockAnswer saying(MockRequest request) {
        String what = request.path().split("/", -1)[2];
        return answer(request).header("cache-control", URLDecoder.decode(what, StandardCharsets.UTF_8));
    }

    private static List<String[]> rows() {
        try (InputStream in = CacheIdentityTest.class.getResourceAsStream("/callers.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" => ?", -1))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

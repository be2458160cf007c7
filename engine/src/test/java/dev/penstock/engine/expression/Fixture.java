package dev.penstock.engine.expression;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.testkit.TestCall;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One route with its names, one call to it, and a compiler whose faults are collected. */
final class Fixture {
    static final ExpressionCompiler COMPILER = new ExpressionCompiler(() -> Instant.parse("2026-03-01T12:00:00Z"));

    private static final String BODY = """
            {"id": 7, "big": 12345678901234567890, "odd": 9007199254740993,
             "exact": 3.141592653589793238462643383279, "exacts": [0.1000000000000000055511151231257827, 2], "price": 2.5, "name": "Kettle", "none": null, "zero": 0, "on": true,
             "odd-name": 1, "tags": ["a", "b"], "grid": [[1, 2], [3]], "empty": [], "maker": {"name": "Acme", "none": null},
             "items": [{"id": 1, "stars": 5, "text": "x"}, {"id": 2, "stars": 3}, {"id": 3, "stars": 4.5}],
             "stock": [{"id": 2, "left": 20}, {"id": 1.0, "left": 10}, {"id": 2, "left": 99}]}""";

    final List<String> faults = new ArrayList<>();
    final Scope scope = Scope.root(Set.of("id", "name"));
    final DeclaredSlot product = scope.declare("product");
    final DeclaredSlot reviews = scope.declare("reviews");
    final DeclaredSlot stock = scope.declare("stock");
    final DeclaredSlot gone = scope.declare("gone");
    final TestCall call = call(BODY);

    Fixture() {
        call.header("x-user", "ann").header("X-Tenant", "t1").header("x-user", "bob");
        call.header("cookie", "sid=abc; theme=\"dark\"; sid=later");
        call.principal(new Principal(
                Optional.of("ann"),
                Map.of("tenant", "t1", "level", 3L),
                new LinkedHashSet<>(List.of("read", "write")),
                Optional.empty(),
                Optional.of("gold")));
        call.vars().put("rate", 0.5);
        call.vars().put("count", 3);
        call.respond(Reply.json(201, Json.parse(Buffer.buffer("{\"ok\": true, \"n\": 4}"))));
        call.reply().orElseThrow().headers().add("X-Cost", "2");
        product.fill(
                call,
                Json.parse(Buffer.buffer(
                        "{\"status\": 200, \"headers\": {}, \"body\": {\"sku\": \"A-7\", \"n\": 2, \"nil\": null}}")));
        reviews.fill(call, null);
        gone.leaveOut(call);
    }

    static TestCall call(String body) {
        return TestCall.get("/products/7?lang=de&n=5&lang=fr&empty=&q=a%20b")
                .to("https://shop.test/shop")
                .from("10.0.0.9")
                .path("id", "7")
                .path("name", "a b/ü")
                .body(body);
    }

    static Node text(String text) {
        return new Node.Scalar(new Place("shop.yaml", 3, 10), text, text);
    }

    Compiled<Object> value(Node node) {
        return COMPILER.value(node, scope, (place, message) -> faults.add(place + ": " + message));
    }

    Compiled<Object> value(String text) {
        return value(text(text));
    }

    Compiled<String> joined(String text) {
        return COMPILER.text(text(text), scope, (place, message) -> faults.add(place + ": " + message));
    }

    List<Compiled<String>> around(String text, String name) {
        return COMPILER.around(text(text), name, scope, (place, message) -> faults.add(place + ": " + message));
    }

    Compiled<String> url(String text) {
        return COMPILER.url(text(text), scope, (place, message) -> faults.add(place + ": " + message));
    }

    Compiled<Boolean> condition(String text) {
        return COMPILER.condition(text(text), scope, (place, message) -> faults.add(place + ": " + message));
    }

    /** The rows of a data file: columns between arrows, without blank lines and comments. */
    static Stream<List<String>> rows(String file) {
        try (InputStream in = Fixture.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line ->
                            Stream.of(line.split(" => ", -1)).map(String::strip).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

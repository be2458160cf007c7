package dev.penstock.plugins.transform;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.StepContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What an answer of the gateway's own holds, and its type. */
@FunctionalInterface
interface Content {
    Content NONE = (call, reply) -> {};

    /** The longest file, in bytes. */
    long MAX_FILE = 1 << 20;

    Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("gif", "image/gif"),
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("webp", "image/webp"),
            Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"));

    /** Puts body and {@code Content-Type} into a fresh reply. */
    void write(Call call, Reply reply);

    /** Text as it is, anything else as JSON. */
    static Content template(Expression<Object> value) {
        return (call, reply) -> {
            Object found = value.evaluate(call);
            if (found == null && value.isLeftOut(call)) {
                return;
            }
            if (found instanceof String text) {
                set(reply, "text/plain; charset=utf-8", Buffer.buffer(text));
            } else {
                set(reply, "application/json", Json.write(found));
            }
        };
    }

    /** The bytes of a file, read now. */
    static Content file(Node node, StepContext context) {
        Path path = context.file(node);
        if (Files.notExists(path)) {
            return NONE; // the context has said so
        }
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MAX_FILE) {
                context.fault(node, "expected a file of at most 1 MiB");
                return NONE;
            }
            Buffer bytes = Buffer.buffer(Files.readAllBytes(path));
            String type = type(path);
            return (call, reply) -> set(reply, type, bytes);
        } catch (IOException unreadable) {
            context.fault(node, "expected a file that can be read: " + unreadable.getMessage());
            return NONE;
        }
    }

    private static String type(Path path) {
        String name = path.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    private static void set(Reply reply, String type, Buffer bytes) {
        reply.headers().set(HttpHeaders.CONTENT_TYPE, type);
        reply.body(Body.of(bytes));
    }
}

package dev.penstock.fleet;

import dev.penstock.sdk.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend answers. Immutable; the methods that change something return another answer.
 *
 * @param status 200 to 599
 * @param headers field name to its values; {@code content-length} and {@code date} are written where they are missing
 * @param content the body
 * @param fault what goes wrong instead
 * @param pause how long the backend waits before anything of the answer, a fault too; real time
 */
public record MockAnswer(
        int status, Map<String, List<String>> headers, Content content, Optional<MockFault> fault, Duration pause) {
    /** A body: all of it, or a {@link MockStream} that the test feeds. */
    public sealed interface Content permits Bytes, MockStream {}

    /** A body that is there as a whole. */
    public record Bytes(Buffer bytes) implements Content {}

    public MockAnswer {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = copy;
    }

    /** An answer without a body. */
    public static MockAnswer status(int status) {
        return bytes(status, "", Buffer.buffer());
    }

    /** 200 with this JSON value. */
    public static MockAnswer json(Object json) {
        return json(200, json);
    }

    /** An answer with this JSON value, see {@link Json#write}. */
    public static MockAnswer json(int status, Object json) {
        return bytes(status, "application/json", Json.write(json));
    }

    /** 200 with this text. */
    public static MockAnswer text(String text) {
        return bytes(200, "text/plain", Buffer.buffer(text));
    }

    /** An answer with these bytes; no {@code content-type} where the type is empty. */
    public static MockAnswer bytes(int status, String contentType, Buffer bytes) {
        Map<String, List<String>> headers =
                contentType.isEmpty() ? Map.of() : Map.of("content-type", List.of(contentType));
        return new MockAnswer(status, headers, new Bytes(bytes), Optional.empty(), Duration.ZERO);
    }

    /** 200 whose head is sent at once and whose body comes as the test writes it; chunked unless its length is stated. */
    public static MockAnswer stream(MockStream stream) {
        return new MockAnswer(200, Map.of(), stream, Optional.empty(), Duration.ZERO);
    }

    /** No answer but this fault; of {@link MockFault#TRUNCATE} a text that breaks off. */
    public static MockAnswer fault(MockFault fault) {
        return text("this answer breaks off in the middle").failing(fault);
    }

    /** The same answer with one more value of a header field. */
    public MockAnswer header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, values);
        return new MockAnswer(status, more, content, fault, pause);
    }

    /** The same answer, later. */
    public MockAnswer after(Duration pause) {
        return new MockAnswer(status, headers, content, fault, pause);
    }

    /** The same answer, broken. */
    public MockAnswer failing(MockFault fault) {
        return new MockAnswer(status, headers, content, Optional.of(fault), pause);
    }

    /** This answer, now. */
    public Future<MockAnswer> now() {
        return Future.succeededFuture(this);
    }
}

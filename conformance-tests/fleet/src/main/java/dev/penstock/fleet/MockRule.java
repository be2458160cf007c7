package dev.penstock.fleet;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of a mock backend, as a test file or the demo's fleet file states it.
 *
 * @param on the request that it answers
 * @param status of the answer
 * @param headers of the answer; a list is several fields of the name
 * @param json the body as a JSON value
 * @param body the body as text; with {@code json} only one of them
 * @param delay how long the backend waits before it answers, in real time
 * @param fault what goes wrong instead; {@code truncate} breaks off in the stated body
 */
public record MockRule(
        RequestPattern on,
        @Default("200") int status,
        Map<String, List<String>> headers,
        Optional<Node> json,
        Optional<String> body,
        @Default("0ms") Duration delay,
        Optional<MockFault> fault) {
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    public MockRule {
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            throw new IllegalArgumentException("status: expected 200 to 599, found " + status);
        }
        if (json.isPresent() && body.isPresent()) {
            throw new IllegalArgumentException("expected json or body, found both");
        }
    }

    /** What it answers. */
    public MockAnswer answer() {
        MockAnswer plain = json.map(node -> MockAnswer.json(status, Nodes.plain(node)))
                .or(() -> body.map(text -> MockAnswer.bytes(status, "text/plain; charset=utf-8", Buffer.buffer(text))))
                .orElseGet(() -> fault.isPresent() ? MockAnswer.fault(fault.get()) : MockAnswer.status(status));
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        plain.headers().forEach((name, values) -> {
            if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                all.put(name, values);
            }
        });
        return new MockAnswer(status, all, plain.content(), fault, delay);
    }
}

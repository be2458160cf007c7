package dev.penstock.plugins.callout;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code camel}: asks a component of Apache Camel and answers with what it says. It runs on a pool of worker threads, and
 * nothing of the client's request goes to it but what stands in {@code headers} and {@code body}.
 *
 * @param to the URI of a Camel endpoint, fixed when the file is loaded
 * @param headers header name to value (a text); those named {@code Camel…} steer the component
 * @param body the message body: text as it is, anything else as JSON, whose type is then sent too; default: none
 * @param timeout how long the component may take; a longer one is 504
 * @param reply {@code body}: 200 with the body of the component's message and its {@code Content-Type}; {@code none}: 202
 *     once the component is done
 */
public record CamelConfig(
        Node to,
        Map<String, Node> headers,
        Optional<Node> body,
        @Default("15s") Duration timeout,
        @Default("body") Wanted reply) {
    /** What the client gets of the component's answer. */
    public enum Wanted {
        /** Its body and type. */
        BODY,
        /** Nothing but that it is done. */
        NONE
    }
}

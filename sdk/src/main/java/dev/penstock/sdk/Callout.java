package dev.penstock.sdk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One exchange with a Camel endpoint, on a pool of worker threads: components may block. Its answer is the answer of the
 * call: 200 with the body of the component's message, as bytes, text or JSON, and its {@code Content-Type}.
 *
 * <p>Only the declared headers and body go to the component, no header of the client does; of its answer no other header
 * comes back. An answer of more than 4 MiB and a fault of the component are 502, its time-out is 504, a pool without room
 * 503. After five faults or time-outs within 10 s the endpoint is left alone for 30 s: 503. Who is no longer waited for,
 * since time is out or the client has left, has its thread interrupted.
 *
 * @param endpoint from {@link StepContext#endpoint}
 * @param headers header name to value; one that is left out, or null, is not there
 * @param body the message body: text as it is, anything else as JSON, whose type is then declared too unless it is among
 *     the headers; none, or null: an empty message
 * @param timeout how long the component may take, more than zero
 * @param reply whether the component's message body is the answer (200); otherwise the answer is 202 once it is done
 */
public record Callout(
        CamelEndpoint endpoint,
        Map<String, Expression<String>> headers,
        Optional<Expression<Object>> body,
        Duration timeout,
        boolean reply)
        implements Stage {
    public Callout {
        headers = Map.copyOf(headers);
    }
}

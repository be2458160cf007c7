package dev.penstock.sdk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One exchange with a Camel endpoint, on a worker pool. Its answer is the answer of the call: a fault of the component
 * is 502, the time-out 504.
 *
 * <p>Only the declared headers and body go to the component; no header of the client does.
 *
 * @param uri the endpoint's URI, fixed when the file is loaded
 * @param headers header name to value
 * @param body the message body: text as it is, anything else as JSON; none: an empty message
 * @param timeout how long the component may take
 * @param reply whether the component's message body is the answer (200); otherwise the answer is 202 once it is done
 */
public record Callout(
        String uri,
        Map<String, Expression<String>> headers,
        Optional<Expression<Object>> body,
        Duration timeout,
        boolean reply)
        implements Stage {
    public Callout {
        headers = Map.copyOf(headers);
    }
}

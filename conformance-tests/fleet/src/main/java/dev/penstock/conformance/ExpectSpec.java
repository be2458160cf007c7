package dev.penstock.conformance;

import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is expected; what is not named is not looked at.
 *
 * @param status of the answer
 * @param headers text: the field's values joined by a comma and a blank; a list: its values one by one; null: the field
 *     must be absent
 * @param json the body holds at least this: keys of maps that are not named are not looked at, lists are as long
 * @param jsonEquals the body is this
 * @param body the body as text is this
 * @param calls how many requests each of these upstreams got
 * @param within the most that the answer, body included, may take in real time
 */
public record ExpectSpec(
        Optional<Integer> status,
        Map<String, Node> headers,
        Optional<Node> json,
        Optional<Node> jsonEquals,
        Optional<String> body,
        Map<String, Integer> calls,
        Optional<Duration> within) {
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;

    public ExpectSpec {
        status.filter(code -> code < LEAST_STATUS || code > MOST_STATUS).ifPresent(code -> {
            throw new IllegalArgumentException("status: expected 100 to 599, found " + code);
        });
        calls.forEach((upstream, number) -> {
            if (number < 0) {
                throw new IllegalArgumentException("calls: expected 0 or more, found " + number);
            }
        });
    }
}

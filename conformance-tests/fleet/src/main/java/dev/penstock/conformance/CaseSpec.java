package dev.penstock.conformance;

import dev.penstock.fleet.MockRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of a test file.
 *
 * @param name says what it shows
 * @param send the requests, in their order; the next is sent when the answer before it has ended
 * @param mocks what the backends answer in this case, on top of the file's
 * @param expect of the last answer, and of the calls of the whole case
 */
public record CaseSpec(
        String name, List<SendSpec> send, Map<String, List<MockRule>> mocks, Optional<ExpectSpec> expect) {
    public CaseSpec {
        if (send.isEmpty()) {
            throw new IllegalArgumentException("expected at least one request under 'send', found none");
        }
        if (send.stream().skip(1).anyMatch(request -> request.at().isPresent())) {
            throw new IllegalArgumentException(
                    "at: expected on the first request of a case alone, found on a later one: 'after' moves on from it");
        }
    }

    /** Whether it counts the calls of this upstream, so that one that no mock matches is no surprise. */
    boolean counts(String upstream) {
        return expect.map(whole -> whole.calls().containsKey(upstream)).orElse(false)
                || send.stream()
                        .anyMatch(sent -> sent.expect()
                                .map(own -> own.calls().containsKey(upstream))
                                .orElse(false));
    }
}

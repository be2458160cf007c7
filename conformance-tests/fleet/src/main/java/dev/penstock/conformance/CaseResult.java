package dev.penstock.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one case ended.
 *
 * @param took all of it, in real time
 * @param failures what was expected and what was found, a line each; none: it passed
 * @param skipped why it was not run, or does not count; usually empty
 */
record CaseResult(String name, Duration took, List<String> failures, Optional<String> skipped) {
    CaseResult {
        failures = List.copyOf(failures);
    }

    boolean passed() {
        return failures.isEmpty() && skipped.isEmpty();
    }

    boolean failed() {
        return !failures.isEmpty();
    }
}

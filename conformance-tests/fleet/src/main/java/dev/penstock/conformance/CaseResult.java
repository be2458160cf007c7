package dev.penstock.conformance;

import java.time.Duration;
import java.util.List;

/**
 * How one case ended.
 *
 * @param took all of it, in real time
 * @param failures what was expected and what was found, a line each; none: it passed
 */
record CaseResult(String name, Duration took, List<String> failures) {
    CaseResult {
        failures = List.copyOf(failures);
    }

    boolean passed() {
        return failures.isEmpty();
    }
}

package dev.penstock.conformance;

import java.util.List;

/**
 * How one test file ended.
 *
 * @param file as the user named it
 * @param faults why none of its cases ran; usually none
 * @param cases in the order written
 */
record FileResult(String file, List<String> faults, List<CaseResult> cases) {
    FileResult {
        faults = List.copyOf(faults);
        cases = List.copyOf(cases);
    }

    /** A file that could not be run. */
    static FileResult faulty(String file, List<String> faults) {
        return new FileResult(file, faults, List.of());
    }

    long failed() {
        return cases.stream().filter(one -> !one.passed()).count();
    }

    boolean passed() {
        return faults.isEmpty() && failed() == 0;
    }
}

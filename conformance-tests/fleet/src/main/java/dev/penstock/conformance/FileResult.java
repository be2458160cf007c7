package dev.penstock.conformance;

import java.util.List;

/**
 * How one test file ended.
 *
 * @param file as the user named it
 * @param faults why none of its cases ran; usually none
 * @param cases in the order written
 * @param broken the passing cases again, with something broken; none unless it was asked for
 * @param neverRan the routes and steps of the pipeline file that no case met
 */
record FileResult(
        String file, List<String> faults, List<CaseResult> cases, List<BrokenCase> broken, List<String> neverRan) {
    FileResult {
        faults = List.copyOf(faults);
        cases = List.copyOf(cases);
        broken = List.copyOf(broken);
        neverRan = List.copyOf(neverRan);
    }

    /** A file that could not be run. */
    static FileResult faulty(String file, List<String> faults) {
        return new FileResult(file, faults, List.of(), List.of(), List.of());
    }

    long failed() {
        return cases.stream().filter(CaseResult::failed).count();
    }

    long skipped() {
        return cases.stream().filter(one -> one.skipped().isPresent()).count();
    }

    boolean passed() {
        return faults.isEmpty() && failed() == 0 && broken.stream().allMatch(BrokenCase::passed);
    }
}

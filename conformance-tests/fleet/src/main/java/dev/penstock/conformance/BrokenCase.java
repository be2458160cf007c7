package dev.penstock.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A case that was run again with one use of an upstream broken in every way.
 *
 * @param name of the case
 * @param rows one for each way
 */
record BrokenCase(String name, Use use, List<Row> rows) {
    BrokenCase {
        rows = List.copyOf(rows);
    }

    /**
     * What the client got.
     *
     * @param got the statuses of the answers
     * @param lost what the last answer lacks of that of the case, or has otherwise; empty: nothing
     * @param took the longest of the answers
     * @param complaint why this is not what the file says; usually none
     */
    record Row(Break how, String got, String lost, Duration took, Optional<String> complaint) {}

    boolean passed() {
        return failed() == 0;
    }

    /** What to write into the pipeline file; empty: it says enough. */
    Optional<String> mend() {
        return rows.stream()
                .flatMap(row -> row.complaint().stream())
                .filter(why -> why.endsWith(Judge.UNSTATED))
                .findFirst()
                .map(why -> use.mend());
    }

    long failed() {
        return rows.stream().filter(row -> row.complaint.isPresent()).count();
    }
}

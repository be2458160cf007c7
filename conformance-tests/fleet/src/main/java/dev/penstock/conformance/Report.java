package dev.penstock.conformance;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Says on the console what became of the cases. */
final class Report {
    private static final int MOST_LINES = 20;

    private final PrintWriter out;
    private String lastBroken = "";

    Report(PrintWriter out) {
        this.out = out;
    }

    void begin(TestFile file) {
        out.println(file.shownTest());
        out.flush();
        lastBroken = "";
    }

    void result(CaseResult result) {
        if (result.skipped().isPresent()) {
            out.println("  - " + result.name() + ": " + result.skipped().get());
            return;
        }
        out.printf(
                "  %s %s (%d ms)%n",
                result.passed() ? "✓" : "✗", result.name(), result.took().toMillis());
        result.failures().forEach(line -> out.println("      " + line));
        out.flush();
    }

    /** The rows of one case with one use broken: what was broken how, what the client got, and how long it took. */
    void broken(BrokenCase result) {
        if (!result.name().equals(lastBroken)) {
            lastBroken = result.name();
            out.println("  " + result.name() + ", with something broken");
        }
        out.println("    " + result.use());
        for (BrokenCase.Row row : result.rows()) {
            String line = String.format(
                    "      %s %-9s %-14s %6d ms  %s",
                    row.complaint().isPresent() ? "✗" : "✓",
                    row.how(),
                    row.got(),
                    row.took().toMillis(),
                    row.complaint().orElse(row.lost()));
            out.println(line.stripTrailing());
        }
        result.mend().ifPresent(mend -> out.println("        " + mend));
        out.flush();
    }

    void end(FileResult file) {
        file.faults().forEach(out::println);
        out.flush();
    }

    void sum(List<FileResult> files, Duration took) {
        long failed = files.stream().mapToLong(FileResult::failed).sum();
        long all = files.stream().mapToLong(file -> file.cases().size()).sum();
        long skipped = files.stream().mapToLong(FileResult::skipped).sum();
        long faulty = files.stream().filter(file -> !file.faults().isEmpty()).count();
        out.printf(
                "%d passed, %d failed%s%s%s (%.1f s)%n",
                all - failed - skipped,
                failed,
                skipped == 0 ? "" : ", " + skipped + " skipped",
                faulty == 0 ? "" : ", " + faulty + (faulty == 1 ? " file with faults" : " files with faults"),
                broken(files),
                took.toMillis() / 1000.0);
        neverRan(files);
        out.flush();
    }

    private static String broken(List<FileResult> files) {
        List<BrokenCase> all =
                files.stream().flatMap(file -> file.broken().stream()).toList();
        long runs = all.stream().mapToLong(one -> one.rows().size()).sum();
        long failed = all.stream().mapToLong(BrokenCase::failed).sum();
        return runs == 0 ? "" : "; with something broken " + (runs - failed) + " as stated, " + failed + " not";
    }

    private void neverRan(List<FileResult> files) {
        List<String> lines =
                files.stream().flatMap(file -> file.neverRan().stream()).toList();
        if (!lines.isEmpty()) {
            out.println("never exercised:");
            lines.stream().limit(MOST_LINES).forEach(line -> out.println("  " + line));
            if (lines.size() > MOST_LINES) {
                out.println("  and " + (lines.size() - MOST_LINES) + " more");
            }
        }
    }
}

package dev.penstock.conformance;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Says on the console what became of the cases. */
final class Report {
    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void begin(TestFile file) {
        out.println(file.shownTest());
        out.flush();
    }

    void result(CaseResult result) {
        out.printf(
                "  %s %s (%d ms)%n",
                result.passed() ? "✓" : "✗", result.name(), result.took().toMillis());
        result.failures().forEach(line -> out.println("      " + line));
        out.flush();
    }

    void end(FileResult file) {
        file.faults().forEach(out::println);
        out.flush();
    }

    void sum(List<FileResult> files, Duration took) {
        long failed = files.stream().mapToLong(FileResult::failed).sum();
        long all = files.stream().mapToLong(file -> file.cases().size()).sum();
        long faulty = files.stream().filter(file -> !file.faults().isEmpty()).count();
        out.printf(
                "%d passed, %d failed%s (%.1f s)%n",
                all - failed,
                failed,
                faulty == 0 ? "" : ", " + faulty + (faulty == 1 ? " file with faults" : " files with faults"),
                took.toMillis() / 1000.0);
        out.flush();
    }
}

package dev.penstock.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cases that are known to fail, a line each: {@code <suite>/<api>.test.yaml: <name of the case>}; a line that begins
 * with {@code #} says why. A case of the list that passes is a failure, and so is one that there is not.
 */
final class ExpectedFailures {
    private final Set<String> listed = new TreeSet<>();
    private final Set<String> met = new TreeSet<>();

    /** @param file need not be there */
    static ExpectedFailures read(Path file) throws IOException {
        ExpectedFailures failures = new ExpectedFailures();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(failures.listed::add);
        }
        return failures;
    }

    /** What a result counts as. */
    CaseResult judge(String file, CaseResult result) {
        String name = file + ": " + result.name();
        if (!listed.contains(name)) {
            return result;
        }
        met.add(name);
        if (result.failed()) {
            String why = "fails as expected: " + result.failures().get(0);
            return new CaseResult(result.name(), result.took(), List.of(), Optional.of(why));
        }
        return result.passed()
                ? new CaseResult(
                        result.name(),
                        result.took(),
                        List.of("it passes and is expected to fail: take it off the list"),
                        Optional.empty())
                : result;
    }

    /** What is listed and was not met. */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>(listed);
        unknown.removeAll(met);
        return unknown;
    }
}

package dev.penstock.conformance;

import dev.penstock.sdk.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one suite ended. */
record SuiteResult(String name, List<FileResult> files) {
    SuiteResult {
        files = List.copyOf(files);
    }

    boolean passed() {
        return files.stream().allMatch(FileResult::passed);
    }

    long all() {
        return files.stream().mapToLong(file -> file.cases().size()).sum();
    }

    /** A file that cannot be run counts as a failure. */
    long failed() {
        return files.stream()
                .mapToLong(file -> file.failed() + (file.faults().isEmpty() ? 0 : 1))
                .sum();
    }

    long skipped() {
        return files.stream().mapToLong(FileResult::skipped).sum();
    }

    /** All suites as JSON: {@code {suites: [{name, files: [{name, faults, cases: [{name, outcome, …}]}]}]}}. */
    static String json(List<SuiteResult> suites) {
        return Json.write(Map.of(
                        "suites",
                        suites.stream()
                                .map(suite -> map("name", suite.name, "files", files(suite)))
                                .toList()))
                .toString();
    }

    private static List<Object> files(SuiteResult suite) {
        List<Object> files = new ArrayList<>();
        for (FileResult file : suite.files) {
            List<Object> cases = file.cases().stream().map(SuiteResult::one).toList();
            files.add(map("name", file.file(), "faults", file.faults(), "cases", cases));
        }
        return files;
    }

    private static Object one(CaseResult one) {
        Map<String, Object> json = map("name", one.name());
        json.put("outcome", one.passed() ? "passed" : one.failed() ? "failed" : "skipped");
        json.put("ms", one.took().toMillis());
        one.skipped().ifPresent(why -> json.put("why", why));
        if (one.failed()) {
            json.put("failures", one.failures());
        }
        return json;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}

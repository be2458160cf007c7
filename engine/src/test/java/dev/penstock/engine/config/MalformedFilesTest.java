package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@code malformed.txt}: a case begins with {@code === name}; up to {@code ---} stand lines of
 * {@code line:col part of the message}, then the file. Every fault must be told by such a line, and no other may come.
 */
class MalformedFilesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("BAD", "s3cr3t-soonish");

    private record Expected(String place, String part) {
        boolean isMet(Fault fault) {
            return (fault.place().line() + ":" + fault.place().column()).equals(place)
                    && fault.toString().contains(part);
        }
    }

    private record Case(String name, List<Expected> expected, String file) {}

    @TestFactory
    Stream<DynamicTest> everyFaultHasItsPlaceAndItsMend() throws IOException {
        return cases().stream().map(malformed -> DynamicTest.dynamicTest(malformed.name(), () -> check(malformed)));
    }

    @Test
    void thereAreAtLeastTwentyCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static void check(Case malformed) {
        List<Fault> faults = faultsOf(malformed.file());
        assertThat(malformed.expected()).isNotEmpty();
        List<Expected> untold = malformed.expected().stream()
                .filter(expected -> faults.stream().noneMatch(expected::isMet))
                .toList();
        List<Fault> unexpected = faults.stream()
                .filter(fault -> malformed.expected().stream().noneMatch(expected -> expected.isMet(fault)))
                .toList();
        assertThat(untold).as("untold, of %s", faults).isEmpty();
        assertThat(unexpected).isEmpty();
        assertThat(faults.toString()).doesNotContain("s3cr3t");
    }

    private static List<Fault> faultsOf(String text) {
        Faults faults = new Faults();
        Substitution substitution = new Substitution(ENVIRONMENT, Path.of("no-secrets"));
        Yaml.read(text, "x.yaml", faults)
                .map(root -> substitution.apply(root, Path.of("x.yaml"), faults, path -> {}))
                .ifPresent(root -> ApiSpec.read(root, new Binder(), faults));
        return faults.list();
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String section : text().split("(?m)^=== ", -1)) {
            if (section.isBlank()) {
                continue;
            }
            String[] parts = section.split("\n---\n", 2);
            String[] head = parts[0].split("\n", -1);
            List<Expected> expected = new ArrayList<>();
            for (int i = 1; i < head.length; i++) {
                int blank = head[i].indexOf(' ');
                expected.add(new Expected(head[i].substring(0, blank), head[i].substring(blank + 1)));
            }
            cases.add(new Case(head[0], expected, parts[1].replace("\\t", "\t")));
        }
        return cases;
    }

    private static String text() throws IOException {
        try (InputStream in = MalformedFilesTest.class.getResourceAsStream("malformed.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

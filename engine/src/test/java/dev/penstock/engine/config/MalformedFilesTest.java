package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code malformed.txt}: a case begins with {@code === name}; up to {@code ---} stand lines of
 * {@code line:col part of the message}, or {@code fine}, then the file. Every fault must be told by such a line, and no other may come.
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

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyFaultHasItsPlaceAndItsMend() throws IOException {
        return cases().stream().map(malformed -> DynamicTest.dynamicTest(malformed.name(), () -> check(malformed)));
    }

    @Test
    void thereAreAtLeastAHundredCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(100);
    }

    private void check(Case malformed) throws IOException {
        List<Fault> faults = faultsOf(malformed.file());
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

    private List<Fault> faultsOf(String text) throws IOException {
        Path file = folder.resolve("x.yaml");
        Files.write(file, bytes(text));
        Faults faults = new Faults();
        Substitution substitution = new Substitution(ENVIRONMENT, Path.of("no-secrets"));
        Yaml.read(file, "x.yaml", faults)
                .map(root -> substitution.apply(root, Path.of("x.yaml"), faults, path -> {}))
                .ifPresent(root -> ApiSpec.read(root, new Binder(), faults));
        return faults.list();
    }

    /** The file as it is, but for escapes: {@code \\t} is a tab, {@code \\xA0} this byte. */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = Pattern.compile("\\\\t|\\\\x([0-9A-F]{2})").matcher(text);
        int done = 0;
        while (escape.find()) {
            bytes.writeBytes(text.substring(done, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(escape.group(1) == null ? '\t' : Integer.parseInt(escape.group(1), 16));
            done = escape.end();
        }
        bytes.writeBytes(text.substring(done).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
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
                if (head[i].equals("fine")) {
                    continue;
                }
                expected.add(new Expected(head[i].substring(0, blank), head[i].substring(blank + 1)));
            }
            cases.add(new Case(head[0], expected, parts[1]));
        }
        return cases;
    }

    private static String text() throws IOException {
        try (InputStream in = MalformedFilesTest.class.getResourceAsStream("malformed.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

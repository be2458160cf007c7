package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/manual/tokens.md} says what is so. */
class TokenGuideTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/manual/tokens.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern SNIPPET = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void eachTestThatItNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> named = TEST.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(15).allSatisfy(test -> {
            String[] parts = test.split(" ", -1);
            assertThat(sources.getOrDefault(parts[0], "")).as(parts[0]).contains("void " + parts[1] + "(");
        });
    }

    @Test
    void eachRecommendationOfRfc8725HasOne() throws IOException {
        List<String> rows =
                Files.readString(PAGE).lines().filter(TEST.asPredicate()).toList();
        for (int i = 1; i <= 12; i++) {
            String section = "| 3." + i + " |";
            assertThat(rows).as(section).anyMatch(row -> row.startsWith(section));
        }
    }

    @Test
    void eachSnippetLoads() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(snippets).hasSize(2).allSatisfy(snippet -> {
            try (Harness gateway = Harness.on("page.yaml", snippet).start()) {
                assertThat(gateway.faults()).isEmpty();
            }
        });
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules =
                Stream.of("sdk", "plugins/auth", "conformance-tests/suites").map(ROOT::resolve)) {
            return modules.flatMap(TokenGuideTest::tests)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            TokenGuideTest::text,
                            (a, b) -> a + b));
        }
    }

    private static Stream<Path> tests(Path module) {
        try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

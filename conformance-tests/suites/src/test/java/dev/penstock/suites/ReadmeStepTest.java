package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The step of the README is that of plugins/example, which the build compiles and tests. */
class ReadmeStepTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyLineOfItStandsInTheExample() throws IOException {
        List<String> blocks = JAVA.matcher(Files.readString(Path.of("../../README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        String example;
        try (Stream<Path> files = Files.walk(Path.of("../../plugins/example/src/main/java"))) {
            example =
                    files.filter(Files::isRegularFile).map(ReadmeStepTest::text).collect(Collectors.joining("\n"));
        }
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(example).contains(block.stripTrailing()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}

package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code runner/} is a run of {@code penstock test}: its files, and what the console must show. */
class RunnerTest {
    private static final Path RUNS = Path.of("src/test/resources/runner");

    @TempDir
    private Path temporary;

    static List<Path> runs() throws IOException {
        try (Stream<Path> folders = Files.list(RUNS)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRunShowsWhatIsStated(Path run) throws IOException {
        Console console = Console.of(new TestCommand(), run.toString());
        assertThat(console.stable(run.toString())).isEqualTo(Files.readString(run.resolve("expected.txt")));
    }

    @Test
    void aTestFileOrItsPipelineFileMayBeNamed() {
        for (String file : List.of("a.yaml", "a.test.yaml")) {
            Console console = Console.of(
                    new TestCommand(), RUNS.resolve("hosts").resolve(file).toString());
            assertThat(console.code()).isZero();
            assertThat(console.out()).contains("3 passed, 0 failed");
        }
    }

    @Test
    void aPathThatIsNotThereIsExit1AndTheOthersRun() throws IOException {
        Path alone = temporary.resolve("alone.yaml");
        Files.copy(RUNS.resolve("hosts/b.yaml"), alone);
        Path test = temporary.resolve("lost.test.yaml");
        Files.copy(RUNS.resolve("hosts/b.test.yaml"), test);
        Console console = Console.of(
                new TestCommand(),
                "nowhere",
                alone.toString(),
                test.toString(),
                RUNS.resolve("hosts/b.yaml").toString());
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.out())
                .contains("no such path: nowhere\n")
                .contains("no such path: " + temporary.resolve("alone.test.yaml") + "\n")
                .contains("no such path: " + temporary.resolve("lost.yaml") + "\n")
                .contains("1 passed, 0 failed");
    }

    @Test
    void aFolderWithoutTestsSaysThatThereAreNone() {
        Console console = Console.of(new TestCommand(), temporary.toString());
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("no *.test.yaml in " + temporary).contains("0 passed, 0 failed");
    }

    @Test
    void wrongUsageIsExit2() {
        assertThat(Console.of(new TestCommand(), "--faults", "x").out()).contains("--faults is not supported yet");
        assertThat(Console.of(new TestCommand(), "--faults", "x").code()).isEqualTo(2);
        assertThat(Console.of(new TestCommand(), "--nosuch").code()).isEqualTo(2);
    }
}

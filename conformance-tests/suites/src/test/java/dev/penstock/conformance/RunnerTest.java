package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Each folder of {@code runner/} is a run of {@code penstock test}: its files, the options in {@code options.txt} where
 * there are any, and what the console must show.
 */
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
        List<String> arguments = new ArrayList<>(List.of(run.toString()));
        if (Files.exists(run.resolve("options.txt"))) {
            arguments.addAll(
                    List.of(Files.readString(run.resolve("options.txt")).strip().split(" ", -1)));
        }
        Console console = Console.of(new TestCommand(), arguments.toArray(String[]::new));
        assertThat(console.stable(run.toString())).isEqualTo(Files.readString(run.resolve("expected.txt")));
    }

    @Test
    void aTestFileOrItsPipelineFileMayBeNamed() {
        for (String file : List.of("a.yaml", "a.test.yaml")) {
            Console console = Console.of(
                    new TestCommand(), RUNS.resolve("hosts").resolve(file).toString());
            assertThat(console.code()).isZero();
            assertThat(console.out()).contains("4 passed, 0 failed");
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
    void aFilterThatNoCaseMeetsIsExit1() {
        Console console = Console.of(new TestCommand(), RUNS.resolve("hosts").toString(), "--filter", "nosuch");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.out()).contains("no case has 'nosuch' in its name");
    }

    @Test
    void aWatchRunsAgainWhenAFileChanges() throws Exception {
        Path pipeline = temporary.resolve("b.yaml");
        Path test = temporary.resolve("b.test.yaml");
        Files.writeString(
                pipeline, "api: b\nroutes: [{name: all, match: GET /seen, steps: [{respond: {status: 204}}]}]\n");
        Files.writeString(test, "cases: [{name: seen, send: {get: /seen}, expect: {status: 204}}]\n");
        Heard out = new Heard();
        Thread watching = new Thread(() -> new CommandLine(new TestCommand())
                .setOut(new PrintWriter(out, true))
                .execute(temporary.toString(), "--watch"));
        watching.start();
        out.await("watching; Ctrl-C ends", 1);
        Files.writeString(test, Files.readString(test).replace("204", "205"));
        out.await("status: expected 205, found 204", 1);
        out.await("watching; Ctrl-C ends", 2);
        watching.interrupt();
        watching.join(10_000);
        assertThat(watching.isAlive()).isFalse();
    }

    /** What a command says while it runs. */
    private static final class Heard extends StringWriter {
        @Override
        public void flush() {
            synchronized (getBuffer()) {
                getBuffer().notifyAll();
            }
        }

        void await(String text, int times) throws InterruptedException {
            synchronized (getBuffer()) {
                long left = TimeUnit.SECONDS.toMillis(60);
                for (; toString().split(Pattern.quote(text), -1).length <= times && left > 0; left -= 100) {
                    getBuffer().wait(100);
                }
            }
            assertThat(toString()).contains(text);
        }
    }

    @Test
    void wrongUsageIsExit2() {
        assertThat(Console.of(new TestCommand(), "--nosuch").code()).isEqualTo(2);
        assertThat(Console.of(new TestCommand(), "--timeout", "soon").code()).isEqualTo(2);
    }
}

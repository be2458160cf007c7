package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile files, read by a JVM that has 64 MB: each is a clear fault, soon. */
class LittleMemoryTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void aHostileFileIsAClearFaultSoonAndInLittleMemory() throws Exception {
        Map<String, String> expected = files();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Reading64.class.getName()));
        expected.keySet().forEach(name -> command.add(folder.resolve(name).toString()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(child.waitFor()).as("%s", lines).isZero();
        assertThat(lines).hasSameSizeAs(expected.keySet());
        int at = 0;
        for (Map.Entry<String, String> file : expected.entrySet()) {
            String line = lines.get(at++);
            assertThat(line).as(file.getKey()).contains(file.getValue());
            assertThat(Duration.ofMillis(Long.parseLong(line.substring(0, line.indexOf(' ')))))
                    .as(file.getKey())
                    .isLessThan(SOON);
        }
    }

    /** The child. What it tells is CPU time: the machine may be busy with other tests. */
    static final class Reading64 {
        private Reading64() {}

        public static void main(String[] files) {
            for (String file : files) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Faults faults = new Faults();
                Yaml.read(Path.of(file), "x.yaml", faults).ifPresent(root -> ApiSpec.read(root, new Binder(), faults));
                long millis = Duration.ofNanos(
                                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
                        .toMillis();
                System.out.println(
                        millis + " " + faults.list().get(faults.list().size() - 1));
            }
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        file("fifty-megabytes", "api: x\n#" + "c".repeat(50 << 20), "at most 4 MiB", expected);
        file("values", "api: x\nroutes:\n" + "- 1\n".repeat(1_000_000), "at most 200000 values", expected);
        file("a-list-in-a-line", "api: [" + "1,".repeat(150_000), "expected a value", expected);
        file("a-long-line", "path: " + "a".repeat(4_000_000), "at most 400000 characters in a line", expected);
        file("nearly-a-long-line", "path: " + "a".repeat(390_000), "begins with '/'", expected);
        file("digits", "penstock: " + "9".repeat(390_000), "at most 1000 digits", expected);
        file("flow-lists", "a: " + "[".repeat(100_000), "at most 100 levels", expected);
        file("flow-maps", "{a: ".repeat(100_000), "at most 100 levels", expected);
        file("block-lists", "- ".repeat(100_000) + "x", "at most 100 levels", expected);
        file("block-maps", lines(2_500, i -> " ".repeat(i) + "a:"), "at most 100 levels", expected);
        file("a-bomb", bomb(), "aliases that stand for at most 10000 values", expected);
        file("aliases", "a: &a x\nl:\n" + "- *a\n".repeat(800_000), "at most 10000 values", expected);
        file("a-quote", "api: \"" + "a\n ".repeat(1_300_000), "a closing quote", expected);
        file("a-folded-text", "path: >\n" + "  a\n\n".repeat(700_000), "begins with '/'", expected);
        file("a-regex", regex("(a|".repeat(30_000)), "a regex that stays small", expected);
        file("groups", regex("(".repeat(5_000) + ")".repeat(5_000)), "a regex that stays small", expected);
        file("a-host", "host: " + "a.".repeat(150_000) + "a", "expected a host", expected);
        file("a-path", "path: /" + "%2e".repeat(100_000), "at most 8192 characters", expected);
        return expected;
    }

    private void file(String name, String text, String fault, Map<String, String> expected) throws IOException {
        Files.writeString(folder.resolve(name), text);
        expected.put(name, fault);
    }

    private static String regex(String regex) {
        return "api: x\nroutes: [{name: a, steps: [], match: {path: /, headers: {x: {regex: '" + regex + "'}}}}]\n";
    }

    private static String bomb() {
        return "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + lines(
                        12,
                        i -> "a" + (i + 1) + ": &a" + (i + 1) + " ["
                                + IntStream.range(0, 10).mapToObj(n -> "*a" + i).collect(Collectors.joining(", "))
                                + "]");
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }
}

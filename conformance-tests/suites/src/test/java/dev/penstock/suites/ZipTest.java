package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zip of the build runs where there is a JRE and nothing else. */
class ZipTest {
    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+)");

    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        Path zip;
        try (Stream<Path> files = Files.list(Path.of("../../plugins/bundle/target"))) {
            zip = files.filter(file -> file.getFileName().toString().matches("penstock-[0-9].*\\.zip"))
                    .findFirst()
                    .orElseThrow();
        }
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        home = folder.resolve(zip.getFileName().toString().replaceAll("\\.zip$", ""));
    }

    /** With no other program than the shell's own and a JVM; no archive of classes is made, which would take long. */
    private static Process start(String... words) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of("/bin/sh", home.resolve("penstock").toString()), Stream.of(words))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("PENSTOCK_ARCHIVE", "off");
        return builder.redirectErrorStream(true).start();
    }

    private static String run(String... words) throws Exception {
        Process process = start(words);
        String out;
        try (InputStream in = process.getInputStream()) {
            out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return "exit " + process.exitValue() + "\n" + out;
    }

    @Test
    void itSaysItsVersion() throws Exception {
        assertThat(run("--version"))
                .startsWith("exit 0\npenstock ")
                .contains(home.toString().replaceAll(".*/penstock-", ""));
    }

    @Test
    void itChecksTheSamplesThatItBrings() throws Exception {
        assertThat(run("check", "pipelines")).startsWith("exit 0\npenstock: no faults in ");
        assertThat(run("check", "nowhere")).startsWith("exit 1\n");
        assertThat(run("chekc")).startsWith("exit 2\n");
    }

    @Test
    void itCompilesHooksOnJava25AndSaysSoElsewhere() throws Exception {
        Runtime.Version java = Runtime.version();
        if (java.feature() == 25 && java.compareToIgnoreOptional(Runtime.Version.parse("25.0.3")) >= 0) {
            runsAndEndsInOrder("--js-jit");
        } else {
            assertThat(run("run", "--js-jit"))
                    .startsWith("exit 2\npenstock: --js-jit: expected ./penstock on Java 25")
                    .contains("found Java " + java);
        }
    }

    @Test
    void itRunsAndEndsInOrder() throws Exception {
        runsAndEndsInOrder();
    }

    private static void runsAndEndsInOrder(String... flags) throws Exception {
        Path config =
                Files.writeString(home.resolve("own.yaml"), "listen: {host: 127.0.0.1, port: 0}\nadmin: {port: 0}\n");
        List<String> words =
                new ArrayList<>(List.of("run", "-c", config.getFileName().toString()));
        words.addAll(List.of(flags));
        Process process = start(words.toArray(String[]::new));
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher listening = LISTENING.matcher("");
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (listening.reset(line).find()) {
                    break;
                }
            }
            URI live = URI.create("http://127.0.0.1:" + listening.group(1) + "/status/live");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.penstock.suites;

import dev.penstock.engine.cli.Penstock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in a JVM of its own, as a user starts it. */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it in this folder. */
    public static Child start(Path folder, String... arguments) throws IOException {
        return start(folder, List.of(), arguments);
    }

    /** Starts it in this folder, on a JVM with these options. */
    public static Child start(Path folder, List<String> options, String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Penstock.class.getName()));
        command.addAll(1, options);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Child(process, output);
    }

    /** All that it has written so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The port after this text, once it is written. */
    public int port(String text) {
        Pattern wanted = Pattern.compile(Pattern.quote(text) + "(\\d+)");
        String seen = Soon.until(
                PATIENCE, this::output, output -> wanted.matcher(output).find() || !process.isAlive());
        Matcher found = wanted.matcher(seen);
        if (!found.find()) {
            throw new AssertionError("expected '" + text + "' and a port, found " + seen);
        }
        return Integer.parseInt(found.group(1));
    }

    /** Tells it to end, by SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it has ended. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it goes on: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.penstock.suites.redis;

import dev.penstock.suites.Soon;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a loopback port of its own, to be killed, frozen and started again there. */
public final class RedisProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int port;
    private final Path folder;
    private final List<String> options;
    private Process process;

    private RedisProcess(int port, Path folder, List<String> options) {
        this.port = port;
        this.folder = folder;
        this.options = options;
    }

    /**
     * Starts one.
     *
     * @param options as on its command line; {@code PORT} in them is its port
     */
    public static RedisProcess start(String... options) {
        RedisProcess redis = unstarted(options);
        redis.begin();
        return redis;
    }

    /** The same, to be started later. */
    public static RedisProcess unstarted(String... options) {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("penstock-redis");
            List<String> all = new ArrayList<>(List.of(
                    "--port", "PORT", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"));
            all.addAll(List.of(options));
            return new RedisProcess(
                    port,
                    folder,
                    all.stream()
                            .map(option -> option.replace("PORT", String.valueOf(port)))
                            .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return port;
    }

    /** Such as {@code redis://127.0.0.1:20001}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** The folder that it runs in. */
    public Path folder() {
        return folder;
    }

    /** Starts it, with nothing in it, and waits until it listens. */
    public void begin() {
        List<String> command = new ArrayList<>(List.of(Binary.path().toString()));
        command.addAll(options);
        run(command);
    }

    /** Starts it as a sentinel with this configuration. */
    public void beginAsSentinel(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("sentinel.conf"), configuration);
        run(List.of(Binary.path().toString(), file.toString(), "--sentinel"));
    }

    private void run(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log.txt").toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        boolean listens = Soon.until(PATIENCE, this::listens, yes -> yes || !process.isAlive());
        if (!listens) {
            throw new IllegalStateException("Redis did not start: " + log());
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException gone) {
            return "no log";
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it at once, with all that is in it. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** From now on it accepts connections and says nothing. */
    public void freeze() {
        signal("-STOP");
    }

    /** It goes on where it was frozen. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, String.valueOf(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends a command and reads its answer: text, whole numbers, lists of them, null. */
    public Object say(String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                command.append("$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n" + word + "\r\n");
            }
            socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
            return answer(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All keys in it. */
    public List<String> keys() {
        return ((List<?>) say("KEYS", "*")).stream().map(String::valueOf).toList();
    }

    private static Object answer(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case ':' -> Long.parseLong(rest);
            case '$' -> bulk(in, Integer.parseInt(rest));
            case '*' -> {
                List<Object> items = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(rest); i++) {
                    items.add(answer(in));
                }
                yield items;
            }
            default -> rest;
        };
    }

    private static Object bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.readNBytes(2);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Redis closed the connection");
            }
            line.append((char) next);
        }
        in.read();
        return line.toString();
    }

    /** Below those that the system hands out: nobody else may come to hold it while this is down. */
    private static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(12_000, 22_000);
            // A node of a cluster also takes the port 10,000 above.
        } while (!isFree(port) || !isFree(port + 10_000));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        for (String name :
                List.of("log.txt", "sentinel.conf", "nodes.conf", "cert.pem", "key.pem", "ca.pem", "dump.rdb")) {
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            }
        }
        folder.toFile().delete();
    }

    /** The server in the jar, unpacked once. */
    private static final class Binary {
        private static final Path PATH = unpack();

        static Path path() {
            return PATH;
        }

        private static Path unpack() {
            try {
                Path unpacked =
                        ExecutableProvider.newJarResourceProvider().get().toPath();
                unpacked.toFile().deleteOnExit();
                return unpacked;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

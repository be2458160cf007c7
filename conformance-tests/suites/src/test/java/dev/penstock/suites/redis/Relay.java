package dev.penstock.suites.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a gateway and its Redis; its subscribers can be made deaf: their connections stay, nothing comes. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;

    /** A connection, and the one behind it. */
    private static final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean subscribes;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void close() {
            try (client;
                    server) {
                subscribes = false;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    private Relay(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    static Relay to(int port) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            run(relay::accept);
            return relay;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String url() {
        return "redis://127.0.0.1:" + listening.getLocalPort();
    }

    /** From now on; how many there are. */
    long deafen() {
        deaf = true;
        return pairs.stream().filter(pair -> pair.subscribes).count();
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), target));
                pairs.add(pair);
                run(() -> pump(pair, pair.client, pair.server, false));
                run(() -> pump(pair, pair.server, pair.client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Pair pair, Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[1 << 16];
        try {
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                if (!answers && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains("SUBSCRIBE")) {
                    pair.subscribes = true;
                }
                if (!answers || !deaf || !pair.subscribes) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException ended) {
            pairs.remove(pair);
        } finally {
            pair.close();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        pairs.forEach(Pair::close);
    }
}

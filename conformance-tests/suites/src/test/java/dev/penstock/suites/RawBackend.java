package dev.penstock.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A backend whose every byte is the test's: hands each connection, with the head it has read, to a script. */
final class RawBackend implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What a backend does with one connection; what it leaves open the end of the test closes. */
    @FunctionalInterface
    interface Script {
        void play(String head, Socket socket) throws IOException;
    }

    private RawBackend(ServerSocket server) {
        this.server = server;
    }

    static RawBackend playing(Script script) {
        return playing("127.0.0.1", 0, script);
    }

    /** On an address and a port of the test's choice; port 0: any free one. */
    static RawBackend playing(String address, int port, Script script) {
        try {
            RawBackend backend = new RawBackend(new ServerSocket(port, 50, InetAddress.getByName(address)));
            Thread thread = new Thread(() -> backend.accept(script), "raw-backend");
            thread.setDaemon(true);
            thread.start();
            return backend;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(script, socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private static void serve(Script script, Socket socket) {
        try {
            script.play(Raw.head(socket), socket);
        } catch (IOException gone) {
            // The gateway has closed it; the test looks at its other end.
        }
    }

    static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

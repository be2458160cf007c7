package dev.penstock.suites;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on a connection to a gateway. */
final class Raw implements AutoCloseable {
    private final Socket socket;

    private Raw(Socket socket) {
        this.socket = socket;
    }

    static Raw connect(Harness gateway) throws IOException {
        return new Raw(gateway.connect());
    }

    Raw write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads a head, through its empty line. */
    String head() throws IOException {
        return head(socket);
    }

    /** Reads so many bytes, or less where the end comes first. */
    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Reads until the gateway closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    static String head(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

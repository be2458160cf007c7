package dev.penstock.suites.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A ClientHello by hand (RFC 5246 section 7.4.1.2), for versions and suites that no client of the JDK offers any more. */
final class Hello {
    private static final HexFormat HEX = HexFormat.of();
    private static final int ALERT = 0x15;

    /** Groups x25519 and secp256r1, uncompressed points, and signatures by ECDSA, RSA-PSS and RSA. */
    private static final byte[] EXTENSIONS =
            HEX.parseHex("000a00060004001d0017" + "000b00020100" + "000d000e000c" + "040308040401" + "020302010603");

    private Hello() {}

    /**
     * Offers one suite; what the server says to it: {@code hello}, {@code alert}, or {@code closed}.
     *
     * @param name that is asked for
     * @param version such as {@code 0303}
     * @param suite such as {@code c02b}
     */
    static String offer(Socket socket, String name, String version, String suite) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HEX.parseHex(version));
        body.writeBytes(new byte[32]);
        body.writeBytes(HEX.parseHex("00" + "0002" + suite + "0100"));
        ByteArrayOutputStream extensions = new ByteArrayOutputStream();
        extensions.writeBytes(EXTENSIONS);
        extensions.writeBytes(new byte[2]);
        extensions.writeBytes(sized(2, sized(2, named(name))));
        body.writeBytes(sized(2, extensions.toByteArray()));
        ByteArrayOutputStream handshake = new ByteArrayOutputStream();
        handshake.write(1);
        handshake.writeBytes(sized(3, body.toByteArray()));
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(HEX.parseHex("160301"));
        record.writeBytes(sized(2, handshake.toByteArray()));
        socket.getOutputStream().write(record.toByteArray());
        int type = socket.getInputStream().read();
        return type < 0 ? "closed" : type == ALERT ? "alert" : "hello";
    }

    /** A host name (RFC 6066 section 3). */
    private static byte[] named(String name) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.write(0);
        entry.writeBytes(sized(2, name.getBytes(StandardCharsets.US_ASCII)));
        return entry.toByteArray();
    }

    private static byte[] sized(int bytes, byte[] content) {
        byte[] all = new byte[bytes + content.length];
        for (int i = 0; i < bytes; i++) {
            all[i] = (byte) (content.length >> (8 * (bytes - 1 - i)));
        }
        System.arraycopy(content, 0, all, bytes, content.length);
        return all;
    }
}

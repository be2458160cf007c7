package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code proxy-protocol}: the PROXY header (versions 1 and 2 of HAProxy's document) says who the peer is. */
@Timeout(60)
class ProxyProtocolTest {
    private static final String GET = "GET /seen HTTP/1.1\r\nhost: t\r\nconnection: close\r\n";
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static Harness gateway;

    @BeforeAll
    static void start() {
        gateway = TlsSite.setup().settings("""
                        listen: {port: 0, proxy-protocol: true}
                        limits: {header-timeout: 300ms}
                        trusted-proxies: 10.0.0.0/8
                        """).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROXY TCP4 192.0.2.1 192.0.2.9 5000 80     |                    | 192.0.2.1
            PROXY TCP6 2001:db8::1 2001:db8::2 5000 80 |                    | 2001:db8::1
            PROXY UNKNOWN                              |                    | 127.0.0.1
            PROXY UNKNOWN 192.0.2.1 192.0.2.9 1 2      |                    | 127.0.0.1
            PROXY TCP4 192.0.2.1 192.0.2.9 5000 80     | 6.6.6.6            | 192.0.2.1
            PROXY TCP4 10.1.1.1 192.0.2.9 5000 80      | 6.6.6.6, 203.0.113.7 | 203.0.113.7
            """)
    void theAddressOfAVersion1HeaderIsThePeer(String header, String forwardedFor, String client) throws IOException {
        String fields = forwardedFor == null ? "" : "x-forwarded-for: " + forwardedFor + "\r\n";
        assertThat(gateway.raw(header + "\r\n" + GET + fields + "\r\n")).endsWith(client + " http t");
    }

    /** Command and version, family, length, addresses and ports. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            21 11 000c c0000201 c0000209 1388 0050 | 192.0.2.1
            21 21 0024 20010db8000000000000000000000001 20010db8000000000000000000000002 1388 0050 | 2001:db8::1
            21 11 0013 c0000201 c0000209 1388 0050 04 0004 00000000 | 192.0.2.1
            20 00 0000 | 127.0.0.1
            20 11 000c c0000201 c0000209 1388 0050 | 127.0.0.1
            21 00 0000 | 127.0.0.1
            """)
    void soIsThatOfVersion2(String header, String client) throws IOException {
        String bytes =
                new String(HexFormat.of().parseHex(SIGNATURE + header.replace(" ", "")), StandardCharsets.ISO_8859_1);
        assertThat(gateway.raw(bytes + GET + "\r\n")).endsWith(client + " http t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PROXY TCP4 192.0.2.1 192.0.2.9 5000 80 and more than that\r\n",
                "PROXY TCP4 nobody 192.0.2.9 5000 80\r\n",
                "PROXY TCP4 2001:db8::1 192.0.2.9 5000 80\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.9 70000 80\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.9 5000 80\r\n",
                "proxy TCP4 192.0.2.1 192.0.2.9 5000 80\r\n"
            })
    void whoComesWithoutAGoodHeaderIsClosed(String header) throws IOException {
        try (Logged log = new Logged()) {
            assertThat(gateway.raw(header + GET + "\r\n")).isEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRO", "PROXY TCP4 192.0.2.1 "})
    void soIsWhoDoesNotEndItInTime(String part) throws IOException {
        assertThat(gateway.raw(part)).isEmpty();
    }

    @Test
    void elsewhereItIsNoRequest() throws IOException {
        try (Harness plain = TlsSite.setup().start()) {
            assertThat(plain.raw("PROXY TCP4 192.0.2.1 192.0.2.9 5000 80\r\n" + GET + "\r\n"))
                    .startsWith("HTTP/1.0 400 ");
        }
    }

    @Test
    void tlsComesAfterIt() throws IOException {
        TestCa authority = TestCa.root("root");
        Harness.Setup setup =
                TlsSite.setup().settings("listen: {port: 0, proxy-protocol: true, tls: {cert: c.pem, key: k.pem}}\n");
        try (Harness secure = TlsSite.with(setup, "c.pem", "k.pem", authority.issue("a.test"))
                        .start();
                Socket wire = secure.connect()) {
            wire.getOutputStream()
                    .write("PROXY TCP4 192.0.2.1 192.0.2.9 5000 80\r\n".getBytes(StandardCharsets.US_ASCII));
            SSLSocket socket = TlsClient.trusting(authority).over(wire, "a.test");
            assertThat(TlsClient.ask(socket, "a.test", "/seen", "connection: close\r\n"))
                    .endsWith("192.0.2.1 https a.test");
        }
    }
}

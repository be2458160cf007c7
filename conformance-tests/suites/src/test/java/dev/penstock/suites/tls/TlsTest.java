package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS is spoken to clients, and which certificate they are shown. */
@Timeout(60)
class TlsTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa BELOW = CA.below("below");
    private static final Duration LIFE = Duration.ofDays(90);
    private static final TlsClient CLIENT = TlsClient.trusting(CA);
    private static Harness gateway;

    @BeforeAll
    static void start() {
        Harness.Setup setup = TlsSite.setup("""
                [{cert: 0.pem, key: 0.key}, {cert: 1.pem, key: 1.key},
                {cert: 2.pem, key: 2.key, sni: [B.test, "*.b.test"]}, {cert: 3.pem, key: 3.key, sni: deep.b.test}]""".replace("\n", " "));
        TlsSite.with(setup, "0.pem", "0.key", BELOW.issue("a.test", "*.other.test"));
        TlsSite.with(setup, "1.pem", "1.key", CA.issue("RSA", LIFE, "rsa.test"));
        TlsSite.with(setup, "2.pem", "2.key", CA.issue("*.b.test", "b.test"));
        TlsSite.with(setup, "3.pem", "3.key", CA.issue("deep.b.test"));
        gateway = setup.eventLoops(2).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static int port() {
        return gateway.gateway().port();
    }

    /** The suites of RFC 5246, 5289, 7905 and 8422. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.test   | 0300 | c009 | alert
            a.test   | 0301 | c009 | alert
            a.test   | 0302 | c009 | alert
            rsa.test | 0302 | 002f | alert
            a.test   | 0303 | c02b | hello
            a.test   | 0303 | c02c | hello
            a.test   | 0303 | cca9 | hello
            rsa.test | 0303 | c02f | hello
            rsa.test | 0303 | c030 | hello
            rsa.test | 0303 | cca8 | hello
            a.test   | 0303 | c009 | alert
            a.test   | 0303 | c023 | alert
            rsa.test | 0303 | c013 | alert
            rsa.test | 0303 | c027 | alert
            rsa.test | 0303 | 009c | alert
            rsa.test | 0303 | 009e | alert
            rsa.test | 0303 | 002f | alert
            rsa.test | 0303 | 000a | alert
            """)
    void oldVersionsAndSuitesWithoutForwardSecrecyOrAeadAreRefused(
            String name, String version, String suite, String answer) throws IOException {
        try (Socket socket = gateway.connect()) {
            assertThat(Hello.offer(socket, name, version, suite)).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpokenAndHttpIsAgreedOn(String version) throws IOException {
        try (SSLSocket socket = CLIENT.speaking(version).connect(port(), "a.test")) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(TlsClient.ask(socket, "a.test", "/seen", "connection: close\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("127.0.0.1 https a.test");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.test        | a.test
            A.TEST        | a.test
            x.other.test  | a.test
            rsa.test      | rsa.test
            b.test        | *.b.test
            x.b.test      | *.b.test
            deep.b.test   | deep.b.test
            """)
    void theNameChoosesTheCertificate(String name, String subject) throws IOException {
        assertThat(CLIENT.shown(port(), name).getSubjectX500Principal().getName())
                .isEqualTo("CN=" + subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody.test", "x.y.b.test", "localhost"})
    void whoNamesNoneOfThemIsShownTheFirst(String name) throws IOException {
        assertThat(CLIENT.shown(port(), name).getSubjectX500Principal().getName())
                .isEqualTo("CN=a.test");
    }

    @Test
    void theWholeChainIsSent() throws IOException {
        try (SSLSocket socket = CLIENT.connect(port(), "x.other.test")) {
            assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
        }
    }

    @Test
    void whatIsNoHandshakeEndsQuietlyAndTheNextIsServed() throws IOException {
        try (Logged log = new Logged()) {
            for (String bytes :
                    new String[] {"GET / HTTP/1.1\r\nhost: t\r\n\r\n", "\0\1\2\3 no TLS at all \u00ff\u00fe"}) {
                try (Socket socket = gateway.connect()) {
                    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                            .doesNotContain("HTTP/");
                }
            }
            TestCa other = TestCa.root("other");
            assertThatThrownBy(() -> TlsClient.trusting(other).connect(port(), "a.test"))
                    .isInstanceOf(IOException.class);
            assertThat(CLIENT.get(port(), "a.test", "/seen")).startsWith("HTTP/1.1 200 ");
            assertThat(log.lines()).isEmpty();
        }
    }
}

package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.suites.Soon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that change on disk while clients come. */
@Timeout(60)
class CertificateReloadTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TlsClient CLIENT = TlsClient.trusting(CA);
    private static final Duration LIVE = Duration.ofSeconds(5);
    private static final String FAULTS = "penstock_config_faults";

    @Test
    void aRenewedOneIsShownToNewClientsAndNoRequestIsLost() throws Exception {
        TestCa.Issued old = CA.issue("a.test");
        TestCa.Issued renewed = CA.issue("a.test");
        try (Harness gateway = TlsSite.showing(old).eventLoops(2).start();
                Load load = new Load(gateway);
                SSLSocket kept = CLIENT.connect(gateway.gateway().port(), "a.test")) {
            put(gateway, renewed.cert(), renewed.pemKey());
            assertThat(Soon.until(LIVE, () -> serial(gateway), serial(renewed)::equals))
                    .isEqualTo(serial(renewed));
            assertThat(TlsClient.ask(kept, "a.test", "/seen", "connection: close\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(load.stop()).isPositive();
            assertThat(load.lost()).isNull();
            assertThat(gateway.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"another's key", "half", "empty", "nonsense"})
    void aBrokenOneLeavesTheOldOneAndSaysSoOnce(String how) throws Exception {
        TestCa.Issued old = CA.issue("a.test");
        TestCa.Issued renewed = CA.issue("a.test");
        try (Logged log = new Logged();
                Harness gateway = TlsSite.showing(old).start()) {
            gateway.write("settings/c.pem", broken(how, renewed.cert()));
            Soon.sees(() -> Soon.metric(gateway, FAULTS), "1.0");
            assertThat(serial(gateway)).isEqualTo(serial(old));
            assertThat(Soon.admin(gateway, "GET", "/routes")).contains("settings/penstock.yaml:1:");
            assertThat(Soon.admin(gateway, "POST", "/reload")).startsWith("422 ");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("last good ones go on"))
                    .hasSize(1);

            put(gateway, renewed.cert(), renewed.pemKey());
            Soon.sees(() -> Soon.metric(gateway, FAULTS), "0.0");
            Soon.sees(() -> serial(gateway), serial(renewed));
        }
    }

    private static String broken(String how, String cert) {
        return switch (how) {
            case "half" -> cert.substring(0, cert.length() / 2);
            case "empty" -> "";
            case "nonsense" -> "-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n";
            default -> cert;
        };
    }

    @Test
    void anAuthorityOfClientsIsRenewedToo() throws Exception {
        TestCa before = TestCa.root("before");
        TestCa after = TestCa.root("after");
        Harness.Setup setup =
                TlsSite.setup("{cert: c.pem, key: k.pem, client-ca: ca.pem}").file("settings/ca.pem", before.cert());
        try (Harness gateway =
                TlsSite.with(setup, "c.pem", "k.pem", CA.issue("a.test")).start()) {
            TlsClient client = TlsClient.with(CA, after.issue("me"));
            assertThat(isLetIn(client, gateway)).isFalse();
            gateway.write("settings/ca.pem", after.cert());
            assertThat(Soon.until(LIVE, () -> isLetIn(client, gateway), in -> in))
                    .isTrue();
            assertThat(isLetIn(TlsClient.with(CA, before.issue("me")), gateway)).isFalse();
        }
    }

    @Test
    void whatExpiresSoonIsAMetricAndAWarningOnceADay() {
        try (Logged log = new Logged();
                Harness gateway = TlsSite.showing(CA.issue("EC", Duration.ofDays(30), "a.test"))
                        .start()) {
            String series = "penstock_certificate_expiry_seconds{listener=\"127.0.0.1:"
                    + gateway.gateway().port() + "\",name=\"a.test\",}";
            assertThat(Double.parseDouble(Soon.metric(gateway, series))).isBetween(29 * 86_400.0, 30 * 86_400.0);
            gateway.advance(Duration.ofDays(8));
            gateway.reload();
            assertThat(Double.parseDouble(Soon.metric(gateway, series))).isBetween(21 * 86_400.0, 22 * 86_400.0);
            assertThat(log.lines()).isEmpty();
            for (int hour = 0; hour < 49; hour++) {
                gateway.advance(Duration.ofHours(1));
                gateway.reload();
            }
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("the certificate of a.test on 127.0.0.1"));
        }
    }

    private static void put(Harness gateway, String cert, String key) {
        gateway.write("settings/c.pem", cert);
        gateway.write("settings/k.pem", key);
    }

    private static boolean isLetIn(TlsClient client, Harness gateway) {
        try {
            return client.get(gateway.gateway().port(), "a.test", "/seen").startsWith("HTTP/1.1 200 ");
        } catch (IOException refused) {
            return false;
        }
    }

    private static String serial(TestCa.Issued issued) {
        return issued.first().getSerialNumber().toString();
    }

    private static String serial(Harness gateway) {
        try {
            return CLIENT.shown(gateway.gateway().port(), "a.test")
                    .getSerialNumber()
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Clients that connect and ask without a pause. */
    private static final class Load implements AutoCloseable {
        private final ExecutorService clients = Executors.newFixedThreadPool(2);
        private final AtomicBoolean off = new AtomicBoolean();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicReference<String> lost = new AtomicReference<>();

        Load(Harness gateway) {
            for (int i = 0; i < 2; i++) {
                clients.execute(() -> ask(gateway.gateway().port()));
            }
        }

        private void ask(int port) {
            while (!off.get()) {
                try {
                    String answer = CLIENT.get(port, "a.test", "/seen");
                    if (answer.startsWith("HTTP/1.1 200 ")) {
                        served.incrementAndGet();
                    } else {
                        lost.set(answer);
                    }
                } catch (IOException failed) {
                    lost.set(failed.toString());
                }
            }
        }

        int stop() throws InterruptedException {
            close();
            clients.awaitTermination(20, TimeUnit.SECONDS);
            return served.get();
        }

        String lost() {
            return lost.get();
        }

        @Override
        public void close() {
            off.set(true);
            clients.shutdown();
        }
    }
}

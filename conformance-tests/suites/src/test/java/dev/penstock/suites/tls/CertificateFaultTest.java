package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.deploy.Certificates;
import dev.penstock.suites.Child;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificate files that are wrong at the start: each is a fault at its place in {@code penstock.yaml}. */
@Timeout(120)
class CertificateFaultTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa.Issued GOOD = CA.issue("good.test");

    @TempDir
    static Path home;

    @BeforeAll
    static void write() throws Exception {
        TestCa.Issued below = CA.below("below").issue("chain.test");
        put("good.pem", GOOD.cert());
        put("good.key", GOOD.pemKey());
        put("ca.pem", CA.cert());
        put("other.key", CA.issue("x.test").pemKey());
        put("rsa.key", CA.issue("RSA", Duration.ofDays(1), "x.test").pemKey());
        TestCa.Issued expired = CA.issue("EC", Duration.ofDays(-1), "x.test");
        put("expired.pem", expired.cert());
        put("expired.key", expired.pemKey());
        put("chain.key", below.pemKey());
        put("wrong-order.pem", TestCa.pem("CERTIFICATE", below.chain().get(1).getEncoded()) + single(below));
        put("stranger.pem", single(below) + CA.cert());
        put("half.pem", GOOD.cert().substring(0, 200));
        put("nonsense.pem", TestCa.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        put("nonsense.key", TestCa.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
        put("text.pem", "no PEM at all");
        put("encrypted.key", TestCa.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
        put("old-encrypted.key", oldForm(GOOD, true));
        Files.createDirectory(home.resolve("folder"));
        Files.createDirectory(home.resolve("pipelines"));
    }

    private static String single(TestCa.Issued issued) throws Exception {
        return TestCa.pem("CERTIFICATE", issued.first().getEncoded());
    }

    private static void put(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch.pem      | good.key          | 4:11: cert: expected a file that can be read, found none at
            folder          | good.key          | 4:11: cert: expected a file that can be read, found none at
            text.pem        | good.key          | 4:11: cert: expected a certificate in PEM, found no PEM at
            good.key        | good.key          | 4:11: cert: expected a certificate in PEM, found PRIVATE KEY at
            half.pem        | good.key          | 4:11: cert: expected every block to have its end, found one without
            nonsense.pem    | good.key          | 4:11: cert: expected a certificate in PEM, found one that cannot be read
            wrong-order.pem | chain.key         | 4:11: cert: expected each certificate to be followed by the one that signed it, found 'CN=chain.test' after 'CN=below'
            stranger.pem    | chain.key         | 4:11: cert: expected each certificate to be followed by the one that signed it, found 'CN=root' after 'CN=chain.test'
            good.pem        | nosuch.key        | 5:10: key: expected a file that can be read, found none at
            good.pem        | good.pem          | 5:10: key: expected a private key in PEM, found CERTIFICATE at
            good.pem        | other.key         | 5:10: key: expected the EC key of its certificate, found another one
            good.pem        | rsa.key           | 5:10: key: expected the EC key of its certificate, found another one
            good.pem        | nonsense.key      | 5:10: key: expected the EC key of its certificate, found another one, or a broken one
            good.pem        | encrypted.key     | 5:10: key: expected a key without a passphrase, found an encrypted one
            good.pem        | old-encrypted.key | 5:10: key: expected a key without a passphrase, found an encrypted one
            expired.pem     | expired.key       | 4:11: warning: cert: expected a certificate that counts today, found 'CN=x.test' at
            """)
    void aFaultHasItsPlaceAndWhatWasExpected(String cert, String key, String fault) throws IOException {
        List<String> faults = faults("listen:\n  port: 0\n  tls:\n    cert: " + cert + "\n    key: " + key + "\n");
        assertThat(faults).singleElement().asString().startsWith(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch.pem", "good.key", "half.pem"})
    void soDoesTheAuthorityOfClients(String file) throws IOException {
        assertThat(faults("listen: {port: 0, tls: {cert: good.pem, key: good.key, client-ca: " + file + "}}\n"))
                .singleElement()
                .asString()
                .startsWith("1:67: client-ca: expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void theOlderFormsOfKeysAreRead(String kind) throws Exception {
        TestCa.Issued issued = CA.issue(kind, Duration.ofDays(9), "old.test");
        put("old.pem", issued.cert());
        put("old.key", oldForm(issued, false));
        assertThat(Files.readString(home.resolve("old.key"))).contains("BEGIN " + kind + " PRIVATE KEY");
        assertThat(faults("listen: {port: 0, tls: {cert: old.pem, key: old.key}}\n"))
                .isEmpty();
    }

    @Test
    void keysThatServersDoNotTakeAreNamed() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestCa.Issued issued = CA.issueFor(keys, "ed.test");
        put("ed.pem", issued.cert());
        put("ed.key", issued.pemKey());
        assertThat(faults("listen: {port: 0, tls: {cert: ed.pem, key: ed.key}}\n"))
                .singleElement()
                .asString()
                .contains("key: expected an RSA or EC key, found EdDSA");
    }

    @Test
    void checkAndRunSaySoAndEndWithOne() throws Exception {
        put("penstock.yaml", "listen: {port: 0, tls: {cert: good.pem, key: other.key}}\nadmin: {port: 0}\n");
        for (String command : List.of("check", "run")) {
            try (Child child = Child.start(home, command)) {
                assertThat(child.exit()).isEqualTo(1);
                assertThat(child.output())
                        .contains("penstock.yaml:1:46: key: expected the EC key of its certificate")
                        .doesNotContain("\tat ", "Exception");
            }
        }
    }

    /** The JDK's own TLS, which serves where there are no natives. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutNativesItIsTheSame(boolean natives) throws Exception {
        put("pipelines/t.yaml", "api: t\nroutes: [{name: r, match: GET /seen, steps: [{respond: {body: v1}}]}]\n");
        TestCa.Issued rsa = CA.issue("RSA", Duration.ofDays(9), "rsa.test");
        put("r.pem", rsa.cert());
        put("r.key", rsa.pemKey());
        put("penstock.yaml", """
                listen: {port: 0, tls: [{cert: good.pem, key: good.key, client-ca: ca.pem}, {cert: r.pem, key: r.key}]}
                admin: {port: 0}
                """);
        try (Child child = Child.start(home, List.of("-Dio.netty.handler.ssl.noOpenSsl=" + !natives), "run")) {
            int port = child.port("listening on 0.0.0.0:");
            for (String host : List.of("good.test", "rsa.test")) {
                TlsClient client = TlsClient.with(CA, CA.issue("me"));
                assertThat(client.get(port, host, "/seen")).startsWith("HTTP/1.1 200 ");
                assertThat(client.shown(port, host).getSubjectX500Principal().getName())
                        .isEqualTo("CN=" + host);
            }
            assertThat(child.output()).doesNotContain("\tat ");
        }
    }

    private List<String> faults(String settings) throws IOException {
        Path file = home.resolve("penstock.yaml");
        Files.writeString(file, settings);
        Faults faults = new Faults();
        GatewaySpec spec = GatewaySpec.read(file, Map.of(), faults);
        Certificates.check(spec.listen(), InstantSource.system(), faults);
        return faults.list().stream()
                .map(Fault::toString)
                .map(line -> line.substring(file.toString().length() + 1))
                .toList();
    }

    private static String oldForm(TestCa.Issued issued, boolean encrypted) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            PrivateKeyInfo key = PrivateKeyInfo.getInstance(issued.key().getEncoded());
            pem.writeObject(
                    encrypted
                            ? new JcaMiscPEMGenerator(
                                    key,
                                    new JcePEMEncryptorBuilder("AES-128-CBC")
                                            .setProvider(new BouncyCastleProvider())
                                            .build("secret".toCharArray()))
                            : new JcaMiscPEMGenerator(key));
        }
        return text.toString();
    }
}

package dev.penstock.suites.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts one authority, and checks the name that it asks for. */
final class TlsClient {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final int PATIENCE_MILLIS = 20_000;

    private final SSLContext context;
    private final List<String> versions;

    private TlsClient(SSLContext context, List<String> versions) {
        this.context = context;
        this.versions = versions;
    }

    static TlsClient trusting(TestCa authority) {
        return new TlsClient(context(authority, Optional.empty()), List.of("TLSv1.3", "TLSv1.2"));
    }

    /** The same with a certificate of its own. */
    static TlsClient with(TestCa authority, TestCa.Issued own) {
        return new TlsClient(context(authority, Optional.of(own)), List.of("TLSv1.3", "TLSv1.2"));
    }

    TlsClient speaking(String version) {
        return new TlsClient(context, List.of(version));
    }

    /** A connection that has shaken hands. */
    SSLSocket connect(int port, String host) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), port), host);
    }

    /** The same over a connection that is there. */
    SSLSocket over(Socket wire, String host) throws IOException {
        return shaken(wire, host, "HTTPS");
    }

    private SSLSocket shaken(Socket wire, String host, String check) throws IOException {
        wire.setSoTimeout(PATIENCE_MILLIS);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(wire, host, wire.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(versions.toArray(new String[0]));
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm(check);
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** GET on a connection of its own: the whole answer. */
    String get(int port, String host, String path) throws IOException {
        try (SSLSocket socket = connect(port, host)) {
            return ask(socket, host, path, "connection: close\r\n");
        }
    }

    /** GET; reads until the gateway closes. */
    static String ask(SSLSocket socket, String host, String path, String fields) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\n" + fields + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The certificate that a client is shown that asks for this name, whatever name it is made for. */
    X509Certificate shown(int port, String host) throws IOException {
        Socket wire = new Socket(InetAddress.getLoopbackAddress(), port);
        try (SSLSocket socket = shaken(wire, host, "")) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLContext context(TestCa authority, Optional<TestCa.Issued> own) {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore keys = empty();
            if (own.isPresent()) {
                keys.setKeyEntry(
                        "own", own.get().key(), PASSWORD, own.get().chain().toArray(new X509Certificate[0]));
            }
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

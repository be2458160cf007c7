package dev.penstock.suites.tls;

import dev.penstock.fleet.Harness;

/** A gateway whose first listener speaks TLS. */
final class TlsSite {
    private TlsSite() {}

    /** Its route says what it sees of a request. */
    static Harness.Setup setup() {
        return Harness.on("t.yaml", """
                api: t
                routes:
                  - name: seen
                    match: GET /seen
                    steps: [{respond: {body: "${client.ip} ${request.scheme} ${request.host}"}}]
                """);
    }

    /** With these values of {@code tls}, and these lines of the settings beside. */
    static Harness.Setup setup(String tls, String... lines) {
        return setup().settings("listen: {port: 0, tls: " + tls + "}\n" + String.join("\n", lines) + "\n");
    }

    /** With one certificate, {@code c.pem} and {@code k.pem}. */
    static Harness.Setup showing(TestCa.Issued issued) {
        return with(setup("{cert: c.pem, key: k.pem}"), "c.pem", "k.pem", issued);
    }

    static Harness.Setup with(Harness.Setup setup, String cert, String key, TestCa.Issued issued) {
        return setup.file("settings/" + cert, issued.cert()).file("settings/" + key, issued.pemKey());
    }
}

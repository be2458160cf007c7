package dev.penstock.plugins.aggregate;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;

/** One backend behind one route {@code GET /a/{id}} that joins. */
final class Site implements AutoCloseable {
    final MockServer backend = MockServer.start();

    /** A gateway whose route has these settings of {@code aggregate}, as they stand below it in YAML. */
    Harness joining(String settings) {
        return setup(settings).start();
    }

    /** The same, to be started. */
    Harness.Setup setup(String settings) {
        return Harness.on("a.yaml", """
                        api: a
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - name: a
                            match: GET /a/{id}
                            steps:
                              - aggregate:
                        %s
                        """.formatted(backend.uri(), settings.indent(10)));
    }

    @Override
    public void close() {
        backend.close();
    }
}

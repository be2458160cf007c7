package dev.penstock.plugins.callout;

import dev.penstock.fleet.Harness;

/** A gateway with routes that call out. */
final class Site {
    private Site() {}

    /** One route {@code /a/{id}} with these steps, and {@code /free}, which answers by itself. */
    static Harness with(String steps) {
        return Harness.on("a.yaml", file(steps)).start();
    }

    static String file(String steps) {
        return """
                api: a
                routes:
                  - {name: free, match: GET /free, steps: [{respond: {status: 204}}]}
                  - name: a
                    match: "/a/{id}"
                    steps:
                %s
                """.formatted(steps.indent(6));
    }
}

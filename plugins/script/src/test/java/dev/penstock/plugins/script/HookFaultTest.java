package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hooks that cannot be loaded, and where the fault is said to be. */
class HookFaultTest {
    private static final String GOOD = "export function onRequest(request) { return new Response('good'); }";

    private static String faults(Harness gateway) {
        return String.join("\n", gateway.faults().stream().map(Object::toString).toList());
    }

    private static String file(String hook) {
        return "api: shop\nroutes:\n  - name: r\n    match: GET /r\n    steps:\n      - script: " + hook
                + "\n      - respond: {status: 204}\n";
    }

    private static String faultOf(String hook) {
        try (Harness gateway = Harness.on("shop.yaml", file("hooks/a.js"))
                .file("hooks/a.js", hook)
                .start()) {
            return faults(gateway);
        }
    }

    @Test
    void aSyntaxErrorIsAtItsLineInTheFile() {
        assertThat(faultOf("// one\nexport function onRequest(request) {\n  const x = = 1;\n}\n"))
                .containsPattern("hooks/a\\.js:3:13: .*SyntaxError");
    }

    @Test
    void aModuleWithoutHooksIsAFault() {
        assertThat(faultOf("export function onRequests() {}"))
                .containsPattern("hooks/a\\.js:1:1: expected a hook that exports onRequest or onResponse");
    }

    @Test
    void aModuleThatThrowsIsAFaultAtItsLine() {
        assertThat(faultOf("const a = 1;\nconst b = nosuch.thing;\nexport function onRequest() {}"))
                .containsPattern("hooks/a\\.js:2:[0-9]+: .*nosuch is not defined");
    }

    @Test
    void aModuleThatLoopsIsAFault() {
        assertThat(faultOf("for (;;) {}\nexport function onRequest() {}"))
                .containsPattern("hooks/a\\.js:1:1: expected a hook that loads within 10 s");
    }

    @Test
    void aMissingFileIsAFaultWhereItIsNamed() {
        try (Harness gateway = Harness.on("shop.yaml", file("hooks/none.js")).start()) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(faults(gateway)).containsPattern("shop\\.yaml:6:17: .*none\\.js");
        }
    }

    @Test
    void anInlineHookIsToldAtItsPlace() {
        try (Harness gateway = Harness.on("shop.yaml", file("{inline: 'export function onRequest( {'}"))
                .start()) {
            assertThat(faults(gateway)).containsPattern("shop\\.yaml:6:26: .*SyntaxError");
        }
    }

    @Test
    void aHookThatIsNoUtf8OrTooLongIsAFaultWhereItIsNamed() throws IOException {
        try (Harness gateway = Harness.on("shop.yaml", file("hooks/a.js"))
                .file("hooks/a.js", GOOD)
                .start()) {
            Path hook = gateway.folder().resolve("hooks/a.js");
            Files.write(hook, new byte[] {'/', '/', (byte) 0xff, (byte) 0xfe});
            assertThat(gateway.reload().toString())
                    .containsPattern("shop\\.yaml:6:17: expected a file of UTF-8 text that can be read");
            Files.writeString(hook, GOOD + "//" + "x".repeat(5 << 20));
            assertThat(gateway.reload().toString())
                    .containsPattern("shop\\.yaml:6:17: expected a hook of at most 1 MiB");
            assertThat(gateway.get("/r").body()).isEqualTo("good");
        }
    }

    @Test
    void fileAndInlineTogetherAreAFaultAndSoIsNeither() {
        for (String both : List.of("{inline: 'x', file: hooks/a.js}", "{cpu: 1s}")) {
            try (Harness gateway =
                    Harness.on("shop.yaml", file(both)).file("hooks/a.js", GOOD).start()) {
                assertThat(faults(gateway)).containsPattern("shop\\.yaml:6:[0-9]+: expected either file or inline");
            }
        }
    }

    @Test
    void aBudgetThatIsNoneIsAFault() {
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script("zero", GOOD, Map.of("cpu", "0ms"))
                        .start()) {
            assertThat(faults(gateway)).contains("expected a cpu and a heap above zero");
        }
    }

    @Test
    void aBrokenEditOfAHookKeepsTheOldOne() {
        try (Harness gateway = Harness.on("shop.yaml", file("hooks/a.js"))
                .file("hooks/a.js", GOOD)
                .start()) {
            assertThat(gateway.get("/r").body()).isEqualTo("good");
            assertThat(gateway.reload("hooks/a.js", "export function onRequest( {"))
                    .hasSize(1);
            assertThat(gateway.get("/r").body()).isEqualTo("good");
            assertThat(gateway.reload("hooks/a.js", GOOD.replace("good", "better")))
                    .isEmpty();
            assertThat(gateway.get("/r").body()).isEqualTo("better");
        }
    }
}

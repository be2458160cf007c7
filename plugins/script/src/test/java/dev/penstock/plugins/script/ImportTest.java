package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks of several files. */
class ImportTest {
    private static final String FILE = """
            api: shop
            routes:
              - {name: r, match: GET /r, steps: [{script: hooks/a.js}, {respond: {status: 204}}]}
            """;
    private static final String HOOK = """
            import {greeting} from './greet.js';
            export function onRequest() { return new Response(greeting()); }
            """;

    private static Harness.Setup hook(String text) {
        return Harness.on("shop.yaml", FILE).file("hooks/a.js", text);
    }

    private static String faultsOf(Harness.Setup setup) {
        try (Harness gateway = setup.start()) {
            return String.join(
                    "\n", gateway.faults().stream().map(Object::toString).toList());
        }
    }

    @Test
    void aHookImportsFilesBesideIt() {
        try (Harness gateway = hook(HOOK)
                .file("hooks/greet.js", """
                        import {name} from '../names/first.js';
                        export * from '../names/first.js';
                        export const greeting = () => 'hello ' + name;
                        """)
                .file("names/first.js", "export const name = 'ann';")
                .start()) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(gateway.get("/r").body()).isEqualTo("hello ann");
        }
    }

    @Test
    void filesThatImportEachOtherAreOneInstanceEach() {
        try (Harness gateway = hook("""
                        import {add} from './b.js';
                        export let count = 0;
                        export const up = () => ++count;
                        export function onRequest() { add(); add(); return new Response(String(count)); }
                        """)
                .file("hooks/b.js", "import {up} from './a.js'; export const add = () => up();")
                .start()) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(gateway.get("/r").body()).isEqualTo("2");
        }
    }

    @Test
    void anEditOfAnImportedFileIsLiveAndABrokenOneKeepsTheOld() {
        String good = "export const greeting = () => 'one';";
        try (Harness gateway = hook(HOOK).file("hooks/greet.js", good).start()) {
            assertThat(gateway.get("/r").body()).isEqualTo("one");
            assertThat(gateway.reload("hooks/greet.js", "\nexport const greeting = => 'two';")
                            .toString())
                    .containsPattern("hooks/greet\\.js:2:25: .*SyntaxError");
            assertThat(gateway.get("/r").body()).isEqualTo("one");
            assertThat(gateway.reload("hooks/greet.js", good.replace("one", "two")))
                    .isEmpty();
            assertThat(gateway.get("/r").body()).isEqualTo("two");
        }
    }

    @Test
    void aFileThatAppearsMendsTheHook() {
        Harness.Setup setup = hook(HOOK);
        try (Harness gateway = setup.start()) {
            assertThat(gateway.faults()).hasSize(1);
            assertThat(gateway.reload("hooks/greet.js", "export const greeting = () => 'there';"))
                    .isEmpty();
            assertThat(gateway.get("/r").body()).isEqualTo("there");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'fs' | expected a file beside this one, such as './names.js', found 'fs'",
                "'node:fs' | expected a file beside this one",
                "'/etc/passwd' | expected a file beside this one",
                "'https://example.com/x.js' | expected a file beside this one",
                "'data:text/javascript,export default 1' | expected a file beside this one",
                "'./none.js' | expected a file, relative to this one, found none named './none.js'",
                "'.' | expected a file beside this one",
                "'./' | expected a file, relative to this one, found none",
                "'../../outside.js' | expected a file below the folder of the pipeline files, found '../../outside.js'",
                "'./../hooks/../../outside.js' | expected a file below the folder of the pipeline files",
            })
    void whatLiesElsewhereIsAFaultAtItsPlace(String specifier, String message) {
        String hook = "// one\nexport {x} from '" + specifier.replace("'", "") + "';\nexport function onRequest() {}\n";
        assertThat(faultsOf(hook(hook))).contains("hooks/a.js:2:").contains(message);
    }

    @Test
    void aLinkThatLeadsOutIsAFault(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("x.js"), "export const greeting = () => 'SECRET';");
        try (Harness gateway = hook(HOOK)
                .file("hooks/greet.js", "export const greeting = () => 'one';")
                .start()) {
            Path link = gateway.folder().resolve("hooks/greet.js");
            Files.delete(link);
            Files.createSymbolicLink(link, secret);
            assertThat(gateway.reload().toString())
                    .containsPattern("hooks/a\\.js:1:24: expected a file below the folder of the pipeline files");
            assertThat(gateway.get("/r").body()).isEqualTo("one");
        }
    }

    @Test
    void anExportThatIsNotThereIsAFault() {
        assertThat(faultsOf(hook(HOOK).file("hooks/greet.js", "export const hello = 1;")))
                .contains("hooks/a.js:")
                .contains("greeting");
    }

    @Test
    void anImportedModuleThatThrowsIsAFaultAtItsLine() {
        assertThat(faultsOf(hook(HOOK).file("hooks/greet.js", "\nexport const greeting = nosuch();")))
                .containsPattern("hooks/greet\\.js:2:25: .*nosuch");
    }

    @Test
    void anInlineHookImportsNothing() {
        assertThat(faultsOf(Harness.on(
                        "shop.yaml",
                        FILE.replace(
                                "hooks/a.js",
                                "{inline: \"import {x} from './x.js'; export function onRequest() {}\"}"))))
                .containsPattern("shop\\.yaml:3:[0-9]+: an inline hook imports nothing, found './x\\.js'");
    }

    @Test
    void importingWhileItRunsFindsOnlyWhatWasReadBefore() {
        try (Harness gateway = hook("""
                        import * as b from './b.js';
                        export async function onRequest() {
                          const out = [];
                          for (const what of ['./b.js', './c.js', '../shop.yaml', '\\0', '', 'file:///etc/passwd']) {
                            try { out.push(Object.keys(await import(what))); } catch (e) { out.push('none'); }
                          }
                          return new Response(out.join(' ') + b.x);
                        }
                        """)
                .file("hooks/b.js", "export const x = 1;")
                .file("hooks/c.js", "export const y = 1;")
                .start()) {
            assertThat(gateway.get("/r").body()).isEqualTo("x none none none none none1");
        }
    }
}

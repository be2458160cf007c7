package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that a hook uses and no realm has are warned of where they stand. */
class MissingTest {
    private static String warnings(String hook) {
        String file = """
                api: shop
                routes:
                  - {name: r, match: GET /r, steps: [{script: a.js}, {respond: {status: 204}}]}
                  - {name: s, match: GET /s, steps: [{script: a.js}, {respond: {status: 204}}]}
                """;
        try (Harness gateway = Harness.on("shop.yaml", file).file("a.js", hook).start()) {
            assertThat(gateway.get("/r").statusCode())
                    .as(gateway.faults().toString())
                    .isEqualTo(204);
            return gateway.faults().stream().map(Object::toString).collect(Collectors.joining("\n"));
        }
    }

    private static String inFunction(String statement) {
        return "export function onRequest() {\n  if (globalThis.never) { " + statement + " }\n}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "await fetch('x'); | fetch | let a 'call' or 'aggregate' step fetch what it needs",
                "setTimeout(() => 1, 5); | setTimeout | a hook cannot wait",
                "const fs = require('fs'); | require | write import",
                "const x = process.env.X; | process | what differs between places is given by 'config'",
                "const x = {[Buffer]: 1}; | Buffer | use TextEncoder",
                "const f = (x = crypto.subtle) => x; | crypto | sha256()",
                "eval('1'); | eval | text is not run as code",
                "return new Request('x'); | Request | edit the request",
                "nosuch.thing = `${1}`; | nosuch | declare it, or import it",
                "const x = `a ${misspelt} b`; | misspelt | declare it",
                "class A extends Base {} | Base | declare it",
                "for (const x of xs) x(); | xs | declare it",
                "const {a = b} = {}; | b | declare it",
                "({shorthand}); | shorthand | declare it",
                "const x = 1n + big; | big | declare it",
                "class A { #x; static has = (a) => #x in a && b; } | b | declare it",
            })
    void anUnknownNameIsWarnedOfOnceAtItsPlace(String statement, String name, String mend) {
        String code = inFunction(statement).replace("function", "async function");
        int column = code.lines()
                        .toList()
                        .get(1)
                        .replaceAll("\\b" + name + "\\b.*", "")
                        .length()
                + 1;
        assertThat(warnings(code))
                .containsOnlyOnce("a.js:2:" + column + ": ")
                .contains("a hook has no global '" + name + "': " + mend)
                .hasLineCount(1);
    }

    @Test
    void whatIsDeclaredIsNotWarnedOf() {
        List<String> fine = List.of(
                "const fetch = () => 1; fetch();",
                "if (typeof fetch === 'undefined') return;",
                "const x = {fetch: 1, process() {}}; x.fetch; x.require = 2; x['eval'];",
                "function f(setTimeout, {require: module, ...rest}, [a, b = a]) { return setTimeout + module + rest + b; } f(1, {}, []);",
                "try { throw 1; } catch (process) { process; } try { } catch {}",
                "class Buffer { static #x = 1; #y; m() { return this.#y + Buffer.#x + new.target; } } new Buffer();",
                "label: for (let i = 0; i < 1; i++) { continue label; }",
                "hoisted(); function hoisted() { return inner; } var inner;",
                "const f = function g() { return g; }; f(arguments.length, undefined, NaN, Infinity);",
                "for (const [k, v] of Object.entries({})) k + v; import.meta; /fetch(1)/.test('process'); /* eval */",
                "new URL('a:b'); console.log(atob(btoa('x')), JSON, Math, new Map(), Symbol.iterator, BigInt(1), globalThis);");
        for (String statement : fine) {
            assertThat(warnings(inFunction(statement))).as(statement).isEmpty();
        }
    }

    @Test
    void anInlineHookIsWarnedOfAtItsPlaceInTheFile() {
        String file = """
                api: shop
                routes:
                  - name: r
                    match: GET /r
                    steps:
                      - script:
                          inline: |
                            export function onRequest() {
                              fetch('x');
                            }
                      - respond: {status: 204}
                """;
        try (Harness gateway = Harness.on("shop.yaml", file).start()) {
            assertThat(gateway.faults().toString())
                    .containsPattern("shop\\.yaml:7:19: warning: line 2 of the hook: a hook has no global 'fetch'");
        }
    }
}

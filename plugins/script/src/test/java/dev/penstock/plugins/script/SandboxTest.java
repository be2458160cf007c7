package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a hook cannot reach. */
class SandboxTest {
    private static final String NONE = "none";

    /** Ways out, each an expression that must throw or give nothing. */
    private static final Map<String, String> PROBES = probes();

    private static Map<String, String> probes() {
        Map<String, String> probes = new TreeMap<>();
        for (String name : "Java Packages Polyglot Graal java javax org com JavaImporter load loadWithNewGlobal require"
                .concat(" process quit exit read print importScripts fetch setTimeout setInterval WebAssembly")
                .concat(" SharedArrayBuffer Atomics Worker Interop eval")
                .split(" ", -1)) {
            probes.put("global " + name, name);
        }
        probes.put("eval", "eval('1+1')");
        probes.put("indirect eval", "(0, globalThis['eval'])('1+1')");
        probes.put("new Function", "new Function('return 1')()");
        probes.put("Function through an arrow", "(() => {}).constructor('return 1')()");
        probes.put("AsyncFunction", "Object.getPrototypeOf(async function () {}).constructor('return 1')()");
        probes.put("GeneratorFunction", "Object.getPrototypeOf(function* () {}).constructor('yield 1')().next()");
        probes.put("Reflect.construct", "Reflect.construct(Function, ['return 1'])()");
        probes.put("constructor of headers", "request.headers.constructor.constructor('return this')()");
        probes.put("constructor of a method", "request.headers.get.constructor('return this')()");
        probes.put("constructor of log", "context.log.constructor('return this')()");
        probes.put("getClass of request", "request.getClass()");
        probes.put("class of headers", "request.headers.class");
        probes.put("getClass of vars", "context.vars.getClass()");
        probes.put("getClass of config", "context.config.getClass()");
        probes.put("getClass of log", "context.log.getClass()");
        probes.put("wait on headers", "request.headers.wait(1)");
        probes.put("descriptor", "Object.getOwnPropertyDescriptor(request.headers, 'class')");
        probes.put("prototype", "Object.getPrototypeOf(Object.getPrototypeOf(request)).getClass");
        probes.put("store of headers", "Object.values(request.headers)[0]");
        probes.put("fields of request", "Reflect.ownKeys(request)[0]");
        probes.put(
                "error of headers",
                "(() => { try { request.headers.set('bad name', 'x'); } catch (e) {"
                        + " return e.getClass ?? e.class ?? e.getMessage; } })()");
        probes.put("error of URL", "(() => { try { new URL('::'); } catch (e) { return e.getClass ?? e.class; } })()");
        probes.put("error of atob", "(() => { try { atob('*'); } catch (e) { return e.getClass ?? e.class; } })()");
        probes.put("stack of an error", "/java|dev\\.penstock|graalvm/.test(new Error('x').stack) || null");
        probes.put("caller", "(function f() { return f.caller; })()");
        probes.put("arguments of bind", "(function () {}).bind().constructor('return 1')()");
        probes.put("sloppy this", "(function () { return this; })()");
        probes.put("symbol of the host", "Object.getOwnPropertySymbols(request.headers)[0]");
        return probes;
    }

    private static final String IMPORTS = """
            export async function onRequest(request) {
              const out = {};
              for (const what of ['fs', 'node:fs', 'file:///etc/passwd', '/etc/passwd', '../../../../etc/passwd', 'java:java.lang.System', 'data:text/javascript,export default 1', 'https://example.com/x.js']) {
                try { out[what] = 'got ' + Object.keys(await import(what)); } catch (e) { out[what] = 'none'; }
              }
              return Response.json(out);
            }
            """;

    private static final String POLLUTE = """
            export function onRequest(request) {
              const attempt = (f) => { try { f(); } catch (e) {} };
              attempt(() => { globalThis.leak = 1; });
              attempt(() => { Object.prototype.polluted = 1; });
              attempt(() => { JSON.parse = () => ({a: 'pwned'}); });
              attempt(() => { Headers.prototype.get = () => 'pwned'; });
              attempt(() => { Array.prototype.map = () => ['pwned']; });
              attempt(() => { Promise.prototype.then = () => 'pwned'; });
              attempt(() => { globalThis.Response = class {}; });
            }
            """;

    private static final String VICTIM = """
            export async function onRequest(request) {
              const five = await Promise.resolve(5);
              return Response.json({leak: typeof globalThis.leak, polluted: typeof ({}).polluted, parsed: JSON.parse('{"a":1}').a, agent: request.headers.get('user-agent'), mapped: [1].map((x) => x + 1)[0], five});
            }
            """;

    private static String probing() {
        StringBuilder code = new StringBuilder("export function onRequest(request, context) {\n  const out = {};\n");
        PROBES.forEach((name, probe) -> code.append("  try { const got = ")
                .append(probe)
                .append("; out['")
                .append(name)
                .append("'] = got === undefined || got === null ? 'none' : 'got ' + typeof got; } catch (e) { out['")
                .append(name)
                .append("'] = 'none'; }\n"));
        return code.append("  return Response.json(out);\n}\n").toString();
    }

    private static Map<?, ?> page(String body) {
        return (Map<?, ?>) Json.parse(Buffer.buffer(body));
    }

    @TestFactory
    Stream<DynamicTest> noProbeLeadsOut() {
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script("probe", probing(), Map.of("cpu", "1s", "config", Map.of("a", 1)))
                        .start()) {
            Map<?, ?> found = page(gateway.get("/shop/probe").body());
            assertThat(found).hasSize(PROBES.size()).hasSizeGreaterThan(50);
            return found.entrySet().stream()
                    .map(probe -> dynamicTest(
                            probe.getKey().toString(),
                            () -> assertThat(probe.getValue()).isEqualTo(NONE)));
        }
    }

    @Test
    void nothingCanBeImported() {
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script("imports", IMPORTS, Map.of("cpu", "1s"))
                        .start()) {
            assertThat(page(gateway.get("/shop/imports").body()).values())
                    .hasSize(8)
                    .allMatch(NONE::equals);
        }
    }

    @Test
    void oneHooksPrototypesAreNotAnothersOwn() {
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script("evil", POLLUTE)
                        .script("victim", VICTIM)
                        .start()) {
            for (int i = 0; i < 3; i++) {
                gateway.get("/shop/evil");
            }
            assertThat(page(gateway.get("/shop/victim", "user-agent", "probe").body()))
                    .isEqualTo(Map.of(
                            "leak",
                            "undefined",
                            "polluted",
                            "undefined",
                            "parsed",
                            1L,
                            "agent",
                            "probe",
                            "mapped",
                            2L,
                            "five",
                            5L));
        }
    }
}

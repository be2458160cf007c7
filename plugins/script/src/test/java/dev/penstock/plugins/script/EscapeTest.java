package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Ways out of the box, each a hook of its own that tells what it got hold of: none gets anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapeTest {
    private static final List<String> ROWS = Rows.of("escapes.txt");

    /** Shows that what is got hold of is seen: rows that must tell. */
    private static final List<String> CONTROLS = List.of(
            "return 1;",
            "return hosted({getClass() {}});",
            "return hosted(Object.assign(new Error('x'), {stack: 'at java.lang.Thread.run'}));",
            "return compiles(() => () => 1);",
            "return walk({a: [{get b() { return {printStackTrace: 1}; }}]});",
            "throw 'an error that is not caught';");

    private static final String TOOLS = """
            export const compiles = (f) => { const made = f('return 1'); return typeof made === 'function' ? made() ?? made : undefined; };
            const names = ['getClass', 'class', 'getMessage', 'getStackTrace', 'printStackTrace', 'getCause', 'hashCode', 'notify', 'wait', 'equals', 'execute', 'executeVoid', 'asString'];
            const inner = /\\b(java|javax|jdk|sun|org\\.graalvm|com\\.oracle|dev\\.penstock|io\\.vertx)\\.[\\w.]+/;
            export const show = String, Answer = Response;
            const {getPrototypeOf, getOwnPropertyDescriptor} = Object, {ownKeys} = Reflect, tag = Object.prototype.toString;
            export const hosted = (x) => {
              if (typeof x === 'string') return inner.exec(x)?.[0];
              if (x === null || (typeof x !== 'object' && typeof x !== 'function')) return undefined;
              for (const name of names) try { if (x[name] !== undefined) return `${name} of a host object`; } catch {}
              for (const text of [() => tag.call(x), () => show(x), () => x.message, () => x.stack]) {
                try { const found = inner.exec(text())?.[0]; if (found) return found; } catch {}
              }
              return undefined;
            };
            export const walk = (root, least = 1) => {
              const seen = new Set();
              for (const queue = [root]; queue.length > 0;) {
                const x = queue.pop();
                if (x === null || (typeof x !== 'object' && typeof x !== 'function') || seen.has(x)) continue;
                seen.add(x);
                const found = hosted(x);
                if (found) return found;
                try {
                  queue.push(getPrototypeOf(x));
                  for (const key of ownKeys(x)) {
                    const {value, get, set} = getOwnPropertyDescriptor(x, key);
                    queue.push(value, get, set);
                    try { queue.push(x[key]); } catch (e) { queue.push(e); }
                  }
                } catch (e) { queue.push(e); }
              }
              return seen.size < least ? `only ${seen.size} objects` : undefined;
            };
            """;

    private MockServer backend;
    private Harness gateway;

    @BeforeAll
    void start() {
        backend = MockServer.start();
        HookSite site = HookSite.before(backend);
        Map<String, String> files = new LinkedHashMap<>();
        addAll(site, files, "r", ROWS);
        addAll(site, files, "c", CONTROLS);
        Harness.Setup setup = Harness.on("shop.yaml", site.text()).file("tools.js", TOOLS);
        files.forEach(setup::file);
        gateway = setup.start();
        assertThat(gateway.faults().stream().map(Object::toString).filter(fault -> !fault.contains("warning:")))
                .isEmpty();
    }

    private static void addAll(HookSite site, Map<String, String> files, String kind, List<String> attempts) {
        for (int i = 0; i < attempts.size(); i++) {
            String file = kind + i + ".js";
            files.put(file, hook(attempts.get(i)));
            Map<String, Object> settings =
                    Map.of("file", file, "cpu", "5s", "heap", "512MiB", "config", Map.of("a", 1));
            site.route(kind + i, List.of(Map.of("script", settings)));
        }
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    /** Answers with what an attempt returned; one that throws got nothing, but for what it throws itself as a text. */
    private static String hook(String attempt) {
        return "import {compiles, hosted, walk, show, Answer} from './tools.js';\nasync function attempt(request, context, onRequest) { "
                + attempt + " }\nexport async function onRequest(request, context) {\n"
                + "  let got;\n  try { got = await attempt(request, context, onRequest); } catch (e) {"
                + " if (typeof e === 'string') got = e; }\n"
                + "  let told = 'nothing';\n"
                + "  if (got !== undefined && got !== null) { told = 'something'; try { told = `got ${show(got)}`; } catch {} }\n"
                + "  return new Answer(told);\n}\n";
    }

    private String told(String route) {
        return gateway.get("/shop/" + route).body();
    }

    @TestFactory
    Stream<DynamicTest> noAttemptGetsAnything() {
        assertThat(ROWS).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        return IntStream.range(0, ROWS.size())
                .mapToObj(i ->
                        dynamicTest(ROWS.get(i), () -> assertThat(told("r" + i)).isEqualTo("nothing")));
    }

    @Test
    void anAttemptThatGetsSomethingIsSeen() {
        for (int i = 0; i < CONTROLS.size(); i++) {
            assertThat(told("c" + i)).as(CONTROLS.get(i)).startsWith("got ");
        }
    }
}

package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-ins that loop where the watchdog cannot stop them are refused, and the others are stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {
    private MockServer backend;

    @BeforeAll
    void start() {
        backend = MockServer.start();
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Array.from({length: 1e9})",
                "new Array(2 ** 28).fill(0)",
                "Array(2 ** 30).join('x')",
                "Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)",
                "Array.prototype.lastIndexOf.call({length: 2 ** 53 - 1}, 1)",
                "Array.prototype.forEach.call({length: 2 ** 53 - 1}, () => 1)",
                "Array.prototype.reduce.call({length: 2 ** 53 - 1}, () => 1, 0)",
                "Array.prototype.splice.call({length: 2 ** 40}, 0, 1)",
                "Array.prototype.shift.call({length: 2 ** 40})",
                "Array.prototype.slice.call({length: 2 ** 32 - 1})",
                "[].concat({length: 2 ** 32 - 10, [Symbol.isConcatSpreadable]: true})",
                "(() => { const a = []; a.length = 2 ** 32 - 1; a[2 ** 31] = 1; a.sort(); })()",
                "'xy'.repeat(2 ** 29)",
                "'x'.padEnd(2 ** 30, 'ab')",
                "BigInt('9'.repeat(8e6))",
                "new Uint8Array(2 ** 31 - 1)",
                "new ArrayBuffer(2 ** 31 - 1)",
                "JSON.parse('['.repeat(1e6) + ']'.repeat(1e6))",
                "/^(a+)+\\1c$/.test('a'.repeat(42))",
                "(() => { let s = 'x'; for (;;) s += s + s.slice(1); })()",
                "(async () => { for (;;) await null; })()",
                "(() => { function* all() { for (;;) yield 1; } return [...all()]; })()",
                "await ({then() { for (;;) {} }})",
                "new Response('x', {get status() { for (;;) {} }})",
                "Response.json({toJSON() { for (;;) {} }})",
                "(() => { throw {get message() { for (;;) {} }, get stack() { for (;;) {} }}; })()"
            })
    void aBombEndsAs500(String bomb) {
        String code = "export async function onRequest() { return (" + bomb + ") && new Response('survived'); }";
        try (Harness gateway = HookSite.before(backend)
                .script("bomb", code, Map.of("cpu", "50ms"))
                .start()) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(gateway.get("/shop/bomb").statusCode()).isEqualTo(500);
        }
    }
}

package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one hook does to its world is no other hook's. */
class SandboxTest {
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

    private static Map<?, ?> page(String body) {
        return (Map<?, ?>) Json.parse(Buffer.buffer(body));
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

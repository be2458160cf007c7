package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a module keeps at its top level: from call to call, and not without end. */
class ModuleStateTest {
    private static final Map<String, Object> ROOM = Map.of("cpu", "2s");

    @Test
    void itIsKeptFromCallToCall() {
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend)
                        .script(
                                "count",
                                "let calls = 0; export function onRequest() { return new Response(String(++calls)); }")
                        .start()) {
            for (int i = 1; i <= 40; i++) {
                gateway.get("/shop/count");
            }
            int before = Integer.parseInt(gateway.get("/shop/count").body());
            assertThat(gateway.get("/shop/count").body()).isEqualTo(String.valueOf(before + 1));
        }
    }

    @Test
    void aModuleThatKeepsEverythingStartsAnewAndTheMemoryIsFree() {
        String code = "const kept = []; let bytes = 0; export function onRequest() {"
                + " kept.push(new Uint8Array(1 << 20)); bytes += 1 << 20; return new Response(String(bytes)); }";
        try (MockServer backend = MockServer.start();
                Harness gateway =
                        HookSite.before(backend).script("leak", code, ROOM).start()) {
            long before = heap();
            long most = 0;
            for (int i = 0; i < 600; i++) {
                most = Math.max(most, Long.parseLong(gateway.get("/shop/leak").body()));
            }
            assertThat(most).isBetween(Realm.MOST_ALLOCATED / 2, 2 * Realm.MOST_ALLOCATED + (2 << 20));
            // Of 600 MiB; each of two loops may have a realm that is worn out, which is twice as much, and one more is
            // ready.
            assertThat(heap() - before).isLessThan(6 * Realm.MOST_ALLOCATED);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

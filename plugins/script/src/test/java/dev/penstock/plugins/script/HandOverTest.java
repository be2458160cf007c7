package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What it costs to run a hook in the pool instead of on the loop: a measurement, not run with the other tests. */
@EnabledIfSystemProperty(named = "penstock.measure", matches = "true")
class HandOverTest {
    private static final int RUNS = 800;
    private static final String HOOK = "export function onRequest(request) {"
            + " if (request.headers.has('x-slow')) for (let end = Date.now() + 9; Date.now() < end;);"
            + " return new Response('ran'); }";

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The CPU time of the whole process, client included, and the time waited, of each request in microseconds. */
    private static double[] cost(Harness gateway) {
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
            assertThat(gateway.get("/shop/hook").body()).isEqualTo("ran");
        }
        return new double[] {(PROCESS.getProcessCpuTime() - cpu) / 1e3 / RUNS, (System.nanoTime() - wall) / 1e3 / RUNS};
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Test
    void theHandOverIsMeasured() {
        int rounds = 15;
        double[][] found = new double[4][rounds];
        try (MockServer backend = MockServer.start();
                Harness gateway = HookSite.before(backend).script("hook", HOOK).start()) {
            for (int i = 0; i < 20; i++) {
                cost(gateway);
            }
            for (int round = 0; round < rounds; round++) {
                double[] onLoop = cost(gateway);
                assertThat(gateway.get("/shop/hook", "x-slow", "1").body()).isEqualTo("ran");
                double[] inPool = cost(gateway);
                for (int i = 0; i < 300; i++) {
                    gateway.get("/shop/hook");
                }
                found[0][round] = onLoop[0];
                found[1][round] = inPool[0];
                found[2][round] = onLoop[1];
                found[3][round] = inPool[1];
            }
        }
        System.out.printf(
                "on the loop %.0f us CPU, %.0f us waited; in the pool %.0f us CPU, %.0f us waited%n",
                median(found[0]), median(found[2]), median(found[1]), median(found[3]));
    }
}

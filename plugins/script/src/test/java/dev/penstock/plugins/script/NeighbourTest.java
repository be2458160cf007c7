package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bombs on some routes of a gateway with one event loop, and what the other routes feel of them. */
class NeighbourTest {
    private static final long MOST_MILLIS = 100;

    /** Some of each kind. */
    private static final List<String> BOMBS = everySeventh();

    private static List<String> everySeventh() {
        List<String> rows = Rows.of("bombs.txt");
        return IntStream.range(0, rows.size())
                .filter(i -> i % 7 == 0)
                .mapToObj(rows::get)
                .toList();
    }

    private static String onDemand(String bomb) {
        return "export async function onRequest(request, context) {\n  if (request.headers.has('x-bomb')) { " + bomb
                + " }\n  request.headers.set('x-hook', 'ran');\n}\n";
    }

    /** Asks every bomb a few times, two at once; completes with the statuses. */
    private static CompletableFuture<List<Integer>> bombard(Harness gateway, int times) {
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> throwers = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            int first = side;
            throwers.add(new Thread(() -> {
                for (int i = 0; i < times * BOMBS.size(); i++) {
                    if (i % 2 == first) {
                        String path = "/shop/b" + i % BOMBS.size();
                        statuses.add(gateway.get(path, "x-bomb", "1").statusCode());
                    }
                }
            }));
        }
        throwers.forEach(Thread::start);
        return CompletableFuture.supplyAsync(() -> {
            for (Thread thrower : throwers) {
                try {
                    thrower.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return statuses;
        });
    }

    private static List<Long> askMeanwhile(Harness gateway, CompletableFuture<?> bombs, String path) {
        List<Long> millis = new ArrayList<>();
        while (!bombs.isDone()) {
            long start = System.nanoTime();
            assertThat(gateway.get(path).body()).isEqualTo("hook ran");
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        Collections.sort(millis);
        return millis;
    }

    @Test
    void otherRoutesAnswerInTimeAndTheHooksWorkAgain() throws Exception {
        try (MockServer backend =
                MockServer.start().on("GET /{rest*}", seen -> MockAnswer.text("hook " + seen.header("x-hook")))) {
            HookSite site = HookSite.before(backend)
                    .script("well", "export function onRequest(request) { request.headers.set('x-hook', 'ran'); }");
            for (int i = 0; i < BOMBS.size(); i++) {
                site.script("b" + i, onDemand(BOMBS.get(i)));
            }
            try (Harness gateway = site.start()) {
                assertThat(gateway.faults().stream().map(Object::toString).filter(f -> !f.contains("warning:")))
                        .isEmpty();
                for (int i = 0; i < 40; i++) {
                    assertThat(gateway.get("/shop/well").body()).isEqualTo("hook ran");
                    assertThat(gateway.get("/shop/b0").body()).isEqualTo("hook ran");
                }
                CompletableFuture<List<Integer>> bombs = bombard(gateway, 2);
                List<Long> millis = askMeanwhile(gateway, bombs, "/shop/well");
                assertThat(bombs.get()).hasSize(2 * BOMBS.size()).containsOnly(500);
                assertThat(millis).hasSizeGreaterThan(100);
                long late = millis.get(millis.size() * 99 / 100);
                assertThat(late).as("99 of 100 of %s", millis).isLessThan(MOST_MILLIS);
                if (Boolean.getBoolean("penstock.measure")) {
                    System.out.printf(
                            "of %d requests: median %d ms, 99 of 100 within %d ms, the longest %d ms%n",
                            millis.size(), millis.get(millis.size() / 2), late, millis.get(millis.size() - 1));
                }
                for (int i = 0; i < BOMBS.size(); i++) {
                    HttpResponse<String> after = gateway.get("/shop/b" + i);
                    assertThat(after.body()).as(BOMBS.get(i)).isEqualTo("hook ran");
                }
            }
        }
    }
}

package dev.penstock.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.penstock.sdk.Direction;
import io.vertx.core.MultiMap;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each bomb, on the budget of a hook that states none, is stopped or refused in time and leaves nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BombTest {
    private static final List<String> ROWS = Rows.of("bombs.txt");
    private static final Budget BUDGET = new Budget(TimeUnit.MILLISECONDS.toNanos(20), 16L << 20);
    private static final long MOST_MILLIS = 250;
    private static final long MOST_RETAINED = BUDGET.heapBytes() + (32L << 20);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Realms realms;
    private long heapBefore;

    /** How a bomb ended, and the CPU time that it took. */
    private record End(String how, long millis) {}

    /** Stands in for an {@link Exchange}: takes what a hook does, and how it ends. */
    private static final class Port implements ProxyExecutable {
        private final HeaderFields fields = new HeaderFields(MultiMap.caseInsensitiveMultiMap(), Direction.RESPONSE);
        private String end = "pending";

        @Override
        public Object execute(Value... arguments) {
            String verb = arguments[0].asString();
            return switch (verb) {
                case "done", "failed" -> {
                    end = verb;
                    yield null;
                }
                case "body", "answer" -> {
                    Content.bytes(arguments[verb.equals("body") ? 1 : 3]);
                    yield null;
                }
                case "headers" -> fields.lines();
                case "header" -> fields.get(arguments[2].asString());
                case "set-header" -> fields.set(arguments[2].asString(), arguments[3].asString());
                case "append-header" -> fields.append(arguments[2].asString(), arguments[3].asString());
                case "vars", "config", "parameters", "auth" -> "{}";
                default -> null;
            };
        }
    }

    @BeforeAll
    void start() {
        realms = new Realms();
        heapBefore = heap();
    }

    @AfterAll
    void stop() {
        realms.close();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Realm realm(String code) throws LoadFault {
        return realms.create(
                new HookSource("test", "b.js", "export async function onRequest(request, context) { " + code + "\n}"));
    }

    private End explode(String code) throws LoadFault {
        Realm realm = realm(code);
        Slice slice = new Slice(BUDGET, realm::cancel);
        Port port = new Port();
        long before = THREADS.getCurrentThreadCpuTime();
        String how;
        try {
            realms.watchdog().run(slice, () -> realm.start(Direction.REQUEST, port), bytes -> {});
            how = port.end;
        } catch (PolyglotException | IllegalStateException stopped) {
            how = "stopped";
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(THREADS.getCurrentThreadCpuTime() - before);
        slice.end();
        realm.close();
        return new End(how, millis);
    }

    private End explodeInTime(String code) throws Exception {
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.complete(explode(code));
            } catch (LoadFault | RuntimeException | Error fault) {
                end.completeExceptionally(fault);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end.get(20, TimeUnit.SECONDS);
    }

    @TestFactory
    Stream<DynamicTest> eachIsStoppedInTime() {
        assertThat(ROWS).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        return ROWS.stream()
                .map(row -> dynamicTest(row, () -> {
                    End end = explodeInTime(row);
                    if (end.millis() > MOST_MILLIS) {
                        end = explodeInTime(row);
                    }
                    assertThat(end.how()).isIn("stopped", "failed");
                    assertThat(end.millis()).isLessThanOrEqualTo(MOST_MILLIS);
                    assertThat(heap() - heapBefore).isLessThan(MOST_RETAINED);
                }));
    }

    @Test
    void whatEndsWellIsSeen() throws Exception {
        assertThat(explodeInTime("return;").how()).isEqualTo("done");
        assertThat(explodeInTime("return new Response('x');").how()).isEqualTo("done");
    }
}

package dev.penstock.plugins.callout;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What a component of a test does. Camel makes components by their names, so these are found by theirs. */
final class Script implements AutoCloseable {
    private static final Map<String, Script> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final Act act;
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile boolean stopped;

    /** One exchange. */
    @FunctionalInterface
    interface Act {
        void play(Exchange exchange, Script script) throws Exception;
    }

    private Script(Act act) {
        this.act = act;
        ALL.put(name, this);
    }

    static Script of(Act act) {
        return new Script(act);
    }

    /** Answers with this body. */
    static Script answering(Object body) {
        return of((exchange, script) -> exchange.getMessage().setBody(body));
    }

    /** Waits until it is released or interrupted, then answers with "late". */
    static Script waiting() {
        return of((exchange, script) -> {
            script.hold();
            exchange.getMessage().setBody("late");
        });
    }

    static Script named(String name) {
        return ALL.get(name);
    }

    /** The setting {@code to}. */
    String to() {
        return "probe:" + name;
    }

    void play(Exchange exchange, CamelContext context) throws Exception {
        begun.incrementAndGet();
        entered.release();
        act.play(exchange, this);
        stopped |= context.isStopped();
    }

    void hold() throws InterruptedException {
        try {
            if (!released.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released it");
            }
        } catch (InterruptedException told) {
            interrupted.countDown();
            throw told;
        }
    }

    void release() {
        released.countDown();
    }

    void awaitBegun() throws InterruptedException {
        awaitBegun(1);
    }

    void awaitBegun(int exchanges) throws InterruptedException {
        if (!entered.tryAcquire(exchanges, 10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("only " + begun.get() + " have begun");
        }
    }

    int begun() {
        return begun.get();
    }

    boolean wasInterrupted() throws InterruptedException {
        return interrupted.await(10, TimeUnit.SECONDS);
    }

    /** Whether its Camel context was stopped under it. */
    boolean wasStopped() {
        return stopped;
    }

    @Override
    public void close() {
        release();
        ALL.remove(name);
    }
}

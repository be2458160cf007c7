package dev.penstock.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a backend saw. Written by its connections, read by the test, which may wait for what it expects. */
final class Journal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<MockRequest> calls = new ArrayList<>();
    private final List<MockRequest> unmatched = new ArrayList<>();
    private final List<MockRequest> left = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    void matched(MockRequest request, RequestPattern on) {
        change(() -> {
            calls.add(request);
            counts.merge(on.toString(), 1, Integer::sum);
        });
    }

    void unmatched(MockRequest request) {
        change(() -> {
            calls.add(request);
            unmatched.add(request);
        });
    }

    /** A request that broke off before its end. */
    void brokenOff(MockRequest request) {
        change(() -> {
            calls.add(request);
            left.add(request);
        });
    }

    /** A client that closed its connection while it was owed an answer. */
    void left(MockRequest request) {
        change(() -> left.add(request));
    }

    void clear() {
        change(() -> {
            calls.clear();
            unmatched.clear();
            left.clear();
            counts.clear();
        });
    }

    List<MockRequest> calls() {
        return copy(calls);
    }

    List<MockRequest> unmatched() {
        return copy(unmatched);
    }

    List<MockRequest> left() {
        return copy(left);
    }

    int count(RequestPattern on) {
        lock.lock();
        try {
            return counts.getOrDefault(on.toString(), 0);
        } finally {
            lock.unlock();
        }
    }

    List<MockRequest> awaitCalls(int number) {
        if (!await(PATIENCE, () -> calls.size() >= number)) {
            throw new IllegalStateException("expected " + number + " calls, found " + calls());
        }
        return calls();
    }

    List<MockRequest> awaitLeft(int number) {
        if (!await(PATIENCE, () -> left.size() >= number)) {
            throw new IllegalStateException(
                    "expected " + number + " clients that left, found " + left() + " of the calls " + calls());
        }
        return left();
    }

    /** Waits until at least so many calls came; whether they did. */
    boolean await(Duration limit, int number) {
        return await(limit, () -> calls.size() >= number);
    }

    private boolean await(Duration limit, BooleanSupplier condition) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted after " + TimeUnit.NANOSECONDS.toMillis(limit.toNanos()), stop);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<MockRequest> copy(List<MockRequest> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }
}

package dev.penstock.suites;

import dev.penstock.fleet.Harness;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask for one path without a pause, and what they were told. */
final class LoadOn implements AutoCloseable {
    private final ExecutorService clients;
    private final ConcurrentMap<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private volatile boolean off;

    LoadOn(Harness gateway, String path, int number) {
        clients = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            clients.execute(() -> ask(gateway, path));
        }
    }

    private void ask(Harness gateway, String path) {
        while (!off) {
            String answer;
            try {
                answer = Integer.toString(gateway.get(path).statusCode());
            } catch (RuntimeException lost) {
                answer = "lost: " + lost;
            }
            answers.computeIfAbsent(answer, fresh -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** Lets the last ones end; how often each status was seen, or a request lost. */
    Map<String, AtomicInteger> stop() throws InterruptedException {
        close();
        clients.awaitTermination(20, TimeUnit.SECONDS);
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        off = true;
        clients.shutdown();
    }
}

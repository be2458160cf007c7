package dev.penstock.plugins.cache;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A gateway with one cached route for every path, and its backend. */
final class Site implements AutoCloseable {
    final MockServer backend = MockServer.start();
    final Harness gateway;
    private final CountDownLatch arrivals;

    /** @param settings of the step, as YAML */
    Site(String settings) {
        this(settings, "", 1, 0);
    }

    /**
     * @param above further steps above the cache, each followed by a comma
     * @param awaited how many requests {@link #awaitArrivals} waits for
     */
    Site(String settings, String above, int eventLoops, int awaited) {
        arrivals = new CountDownLatch(awaited);
        TestSteps.Arrivals counted = () -> arrivals;
        gateway = Harness.on("shop.yaml", """
                        api: shop
                        upstreams: {b: {targets: ["%s"]}}
                        routes:
                          - {name: all, match: {path: "/{rest*}", methods: [GET, POST]}, steps: [%s {arrive: {}}, {cache: %s}, {upstream: b}]}
                        """.formatted(backend.uri(), above, settings))
                .eventLoops(eventLoops)
                .service(TestSteps.Arrivals.class, counted)
                .start();
        if (!gateway.faults().isEmpty()) {
            throw new IllegalStateException(gateway.faults().toString());
        }
    }

    /** Answers this path with JSON that counts the requests, and this {@code Cache-Control}. */
    Site says(String path, String cacheControl) {
        return answers(path, (request, n) -> {
            MockAnswer answer = MockAnswer.json(Map.of("n", n));
            return cacheControl.isEmpty() ? answer : answer.header("cache-control", cacheControl);
        });
    }

    /** Answers this path with what the function makes of the request and how many there were. */
    Site answers(String path, BiFunction<MockRequest, Integer, MockAnswer> answer) {
        AtomicInteger count = new AtomicInteger();
        backend.on("GET " + path, request -> answer.apply(request, count.incrementAndGet()));
        return this;
    }

    HttpResponse<String> get(String path, String... headers) {
        return gateway.get(path, headers);
    }

    /** The {@code n} of the answer. */
    String n(String path, String... headers) {
        return get(path, headers).body();
    }

    int calls(String path) {
        return backend.calls("GET " + path);
    }

    void pass(int seconds) {
        gateway.advance(Duration.ofSeconds(seconds));
    }

    /** Waits until the awaited number of requests has come to the cache. */
    void awaitArrivals() {
        try {
            if (!arrivals.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(arrivals.getCount() + " requests did not come");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    static String status(HttpResponse<?> answer) {
        return answer.headers().firstValue("cache-status").orElse("none");
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    static boolean isHit(HttpResponse<?> answer) {
        return status(answer).startsWith("penstock; hit");
    }

    @Override
    public void close() {
        gateway.close();
        backend.close();
    }
}

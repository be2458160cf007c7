package dev.penstock.conformance;

import dev.penstock.engine.time.Ticks;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Sends the requests of cases, each on a connection of its own, and waits for the whole answer. */
final class Client implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final HttpClient http = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));

    /**
     * What is sent.
     *
     * @param target path and query
     * @param headers {@code host} among them
     */
    record Request(SendSpec spec, String target, MultiMap headers) {}

    /**
     * Sends one request.
     *
     * @param gateway where it listens
     * @param patience how long the whole answer may take
     */
    Answer send(URI gateway, Request request, Duration patience) throws SendFailed {
        RequestOptions options = new RequestOptions()
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setMethod(HttpMethod.valueOf(request.spec().method()))
                .setURI(request.target())
                .setHeaders(request.headers());
        Buffer body = request.spec().bytes();
        AtomicReference<HttpClientRequest> open = new AtomicReference<>();
        long began = Ticks.now();
        // Nested, so that the body is asked for on the loop before a byte of it can have come.
        Future<Answer> answer = http.request(options).compose(sent -> {
            open.set(sent);
            return (body.length() == 0 ? sent.send() : sent.send(body))
                    .compose(response -> response.body()
                            .map(bytes -> new Answer(
                                    response.statusCode(),
                                    response.headers(),
                                    bytes,
                                    Duration.ofNanos(Ticks.now() - began))));
        });
        return await(answer, open, patience);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Answer await(Future<Answer> answer, AtomicReference<HttpClientRequest> open, Duration patience)
            throws SendFailed {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Optional<Integer> status = status(open);
            String found = failed.getCause().getMessage();
            throw new SendFailed(
                    status.map(code -> "expected a whole answer, found one of status " + code + " that broke off")
                            .orElse("expected an answer, found " + found),
                    status);
        } catch (TimeoutException late) {
            Optional<Integer> status = status(open);
            Optional.ofNullable(open.get()).ifPresent(HttpClientRequest::reset);
            throw new SendFailed(
                    status.map(code -> "expected the answer of status " + code + " to end, found that it goes on")
                                    .orElse("expected an answer, found none")
                            + " when the case's time was over");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SendFailed("interrupted");
        }
    }

    private static Optional<Integer> status(AtomicReference<HttpClientRequest> open) {
        return Optional.ofNullable(open.get())
                .map(HttpClientRequest::response)
                .filter(Future::succeeded)
                .map(response -> response.result().statusCode());
    }
}

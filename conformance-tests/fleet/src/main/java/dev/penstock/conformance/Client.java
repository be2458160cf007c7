package dev.penstock.conformance;

import dev.penstock.engine.time.Ticks;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends the requests of cases, each on a connection of its own, and waits for the whole answer. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final HttpClient http = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));

    /**
     * Sends one request to the gateway on this port.
     *
     * @param target path and query
     * @param headers {@code host} among them
     */
    Answer send(int port, SendSpec request, String target, MultiMap headers) throws SendFailed {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(target)
                .setHeaders(headers);
        Buffer body = request.bytes();
        long began = Ticks.now();
        // Nested, so that the body is asked for on the loop before a byte of it can have come.
        Future<Answer> answer = http.request(options)
                .compose(sent -> (body.length() == 0 ? sent.send() : sent.send(body))
                        .compose(response -> response.body()
                                .map(bytes ->
                                        new Answer(response.statusCode(), response.headers(), bytes, since(began)))));
        return await(answer);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Answer await(Future<Answer> answer) throws SendFailed {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new SendFailed(
                    "expected an answer, found " + failed.getCause().getMessage());
        } catch (TimeoutException late) {
            throw new SendFailed("expected an answer, found none within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SendFailed("interrupted");
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(Ticks.now() - began);
    }
}

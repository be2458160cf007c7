package dev.penstock.engine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.sdk.Fetcher.Answer;
import dev.penstock.sdk.Fetcher.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpFetcherTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpFetcher fetcher = new HttpFetcher(vertx);

    @AfterEach
    void stop() {
        fetcher.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private URI server(Consumer<HttpServerRequest> answer) {
        int port = wait(vertx.createHttpServer().requestHandler(answer::accept).listen(0, "127.0.0.1"))
                .actualPort();
        return URI.create("http://127.0.0.1:" + port + "/x?y=1");
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static Request post(URI uri, Duration timeout, long max) {
        return new Request("POST", uri, Map.of("content-type", "text/plain"), Buffer.buffer("asked"), timeout, max);
    }

    @Test
    void aRequestArrivesAsItIsStatedAndItsAnswerIsReadWholeWhateverItsStatus() {
        URI uri = server(request -> request.body()
                .onSuccess(body -> request.response()
                        .setStatusCode(401)
                        .putHeader(
                                "x-seen",
                                request.method() + " " + request.uri() + " " + request.getHeader("content-type"))
                        .end(body)));
        Answer answer = wait(fetcher.fetch(post(uri, Duration.ofSeconds(5), 100)));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("X-Seen")).isEqualTo("POST /x?y=1 text/plain");
        assertThat(answer.body().toString()).isEqualTo("asked");
        assertThatThrownBy(() -> wait(fetcher.get(uri, Duration.ofSeconds(5), 100)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessage("expected status 200, found 401");
    }

    @Test
    void aRedirectIsAnAnswer() {
        URI uri = server(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "/other")
                .end());
        assertThat(wait(fetcher.fetch(Request.get(uri, Duration.ofSeconds(5), 100)))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void anAnswerThatIsTooLongIsNone() {
        URI uri = server(request -> request.response().end("x".repeat(101)));
        assertThatThrownBy(() -> wait(fetcher.fetch(post(uri, Duration.ofSeconds(5), 100))))
                .isInstanceOf(CompletionException.class);
        assertThat(wait(fetcher.fetch(post(uri, Duration.ofSeconds(5), 101)))
                        .body()
                        .length())
                .isEqualTo(101);
    }

    @Test
    void anAnswerThatTricklesIsGivenUpAndItsConnectionWithIt() {
        Promise<Void> gone = Promise.promise();
        URI uri = server(request -> {
            request.response().setChunked(true).write("x");
            request.connection().closeHandler(gone::complete);
            vertx.setPeriodic(50, tick -> {
                if (!request.response().closed()) {
                    request.response().write("x");
                }
            });
        });
        assertThatThrownBy(() -> wait(fetcher.fetch(post(uri, Duration.ofMillis(300), 10_000))))
                .isInstanceOf(CompletionException.class);
        wait(gone.future().timeout(10, TimeUnit.SECONDS));
    }
}

package dev.penstock.engine.host;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Fetcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Fetches by a Vert.x client of its own, apart from those of the upstreams. */
final class HttpFetcher implements Fetcher {
    private final HttpClient client;

    HttpFetcher(Vertx vertx) {
        client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(5_000));
    }

    @Override
    public Future<Buffer> get(URI uri, Duration timeout, long max) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(uri.toString())
                .setTimeout(timeout.toMillis());
        return client.request(options)
                .compose(request -> request.send()
                        .compose(response -> read(response, max))
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        // A document that never ends would go on for nobody.
                        .onFailure(failed -> request.reset()));
    }

    private static Future<Buffer> read(HttpClientResponse response, long max) {
        response.pause();
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture("expected status 200, found " + response.statusCode());
        }
        return Body.of(
                        response,
                        Body.UNKNOWN,
                        Body.Source.UPSTREAM,
                        () -> response.request().reset())
                .whole(max);
    }

    void close() {
        client.close();
    }
}

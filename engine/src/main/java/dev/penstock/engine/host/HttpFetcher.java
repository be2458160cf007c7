package dev.penstock.engine.host;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Fetcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/** Fetches by a Vert.x client of its own, apart from those of the upstreams. */
final class HttpFetcher implements Fetcher {
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 1_000;
    /** Servers close what is idle after five seconds and more: a request is not sent into that. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final HttpClient client;

    HttpFetcher(Vertx vertx) {
        client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setConnectTimeout(5_000).setKeepAliveTimeout(KEEP_ALIVE_SECONDS))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
                .build();
    }

    @Override
    public Future<Answer> fetch(Request request) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setAbsoluteURI(request.uri().toString())
                .setTimeout(request.timeout().toMillis());
        request.headers().forEach(options::putHeader);
        Future<HttpClientRequest> opened = client.request(options);
        return opened.compose(open -> request.body().length() == 0 ? open.send() : open.send(request.body()))
                .compose(response -> read(response, request.max()))
                .timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> opened.onSuccess(HttpClientRequest::reset));
    }

    private static Future<Answer> read(HttpClientResponse response, long max) {
        response.pause();
        return Body.of(
                        response,
                        Body.UNKNOWN,
                        Body.Source.UPSTREAM,
                        () -> response.request().reset())
                .whole(max)
                .map(body -> new Answer(response.statusCode(), response.headers(), body));
    }

    void close() {
        client.close();
    }
}

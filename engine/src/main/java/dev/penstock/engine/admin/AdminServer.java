package dev.penstock.engine.admin;

import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The admin port: health, readiness, metrics, the route table, reload and purge, for operators. It shares an event loop with
 * clients' requests, so what takes long is made elsewhere.
 */
public final class AdminServer {
    private static final System.Logger LOG = System.getLogger(AdminServer.class.getName());
    private static final String JSON = "application/json";
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    /** The pages, and the method that each takes. */
    private static final Map<String, String> PAGES = Map.of(
            "/health",
            "GET",
            "/ready",
            "GET",
            "/routes",
            "GET",
            "/metrics",
            "GET",
            "/reload",
            "POST",
            "/cache",
            "DELETE");

    /** The pages that want no token: who asks them is a load balancer. */
    private static final Set<String> OPEN = Set.of("/health", "/ready");

    private final Vertx vertx;
    private final HttpServer server;
    private final AdminView view;
    private final CachePage cache;
    private final Optional<String> token;

    /**
     * @param cache found when it is asked for
     * @param token what every path but {@code /health} and {@code /ready} wants as a bearer token
     */
    public AdminServer(Vertx vertx, AdminView view, Supplier<Optional<HttpCache>> cache, Optional<String> token) {
        this.cache = new CachePage(cache);
        this.vertx = vertx;
        this.view = view;
        this.token = token;
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /** Listens; fails when the port is taken. */
    public Future<Integer> start(String host, int port) {
        return server.listen(port, host).map(HttpServer::actualPort);
    }

    public Future<Void> stop() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        String method = request.method().name();
        String takes = PAGES.get(path);
        if (!OPEN.contains(path) && !authorized(request)) {
            request.response().putHeader("www-authenticate", "Bearer");
            problem(request, 401, "A bearer token is needed");
        } else if (takes == null) {
            problem(request, 404, "No such admin page");
        } else if (takes.equals(method) || (takes.equals("GET") && method.equals("HEAD"))) {
            show(request, path);
        } else {
            request.response().putHeader("allow", takes.equals("GET") ? "GET, HEAD" : takes);
            problem(request, 405, "This admin page takes other methods");
        }
    }

    private void show(HttpServerRequest request, String path) {
        switch (path) {
            case "/health" -> send(request, 200, Json.write(Map.of("status", "up")));
            case "/ready" -> {
                Map<String, Object> state = view.readiness();
                send(request, Boolean.TRUE.equals(state.get("ready")) ? 200 : 503, Json.write(state));
            }
            case "/routes" ->
                vertx.executeBlocking(() -> Json.write(view.routes()), false)
                        .onSuccess(page -> send(request, 200, page))
                        .onFailure(failure -> failed(request, failure));
            case "/metrics" ->
                vertx.executeBlocking(() -> Buffer.buffer(view.metrics()), false)
                        .onSuccess(page -> {
                            request.response().putHeader("content-type", TEXT_FORMAT);
                            send(request, 200, page);
                        })
                        .onFailure(failure -> failed(request, failure));
            case "/cache" -> purge(request);
            default -> reload(request);
        }
    }

    private void purge(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        try {
            cache.purge(request.params(true))
                    .onComplete(
                            page -> context.runOnContext(here -> send(request, 200, page)),
                            failure -> context.runOnContext(here -> failed(request, failure)));
        } catch (CachePage.Refused refused) {
            problem(request, 400, refused.getMessage());
        } catch (IllegalArgumentException malformed) {
            problem(request, 400, "The query cannot be decoded");
        }
    }

    private void reload(HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        view.reload()
                .onComplete(
                        done -> context.runOnContext(
                                here -> send(request, done.good() ? 200 : 422, Json.write(done.page()))),
                        failure -> context.runOnContext(here -> failed(request, failure)));
    }

    /** In constant time, so that the token cannot be guessed byte by byte. */
    private boolean authorized(HttpServerRequest request) {
        if (token.isEmpty()) {
            return true;
        }
        byte[] expected = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
        byte[] found = String.valueOf(request.getHeader("authorization")).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, found);
    }

    private static void failed(HttpServerRequest request, Throwable failure) {
        LOG.log(System.Logger.Level.ERROR, "an admin page failed", failure);
        problem(request, 500, "The log says why");
    }

    private static void problem(HttpServerRequest request, int status, String title) {
        send(request, status, Json.write(Map.of("status", status, "title", title)));
    }

    private static void send(HttpServerRequest request, int status, Buffer page) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status);
        if (!response.headers().contains("content-type")) {
            response.putHeader("content-type", JSON);
        }
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader("content-length", Integer.toString(page.length()))
                    .end();
        } else {
            response.end(page);
        }
    }
}

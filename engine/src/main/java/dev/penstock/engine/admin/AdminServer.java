package dev.penstock.engine.admin;

import dev.penstock.sdk.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** The admin port: health, readiness, metrics and the route table, for operators. */
public final class AdminServer {
    private final HttpServer server;
    private final AdminView view;
    private final Optional<String> token;

    /** @param token what every path but {@code /health} and {@code /ready} wants as a bearer token */
    public AdminServer(Vertx vertx, AdminView view, Optional<String> token) {
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
        boolean open = path.equals("/health") || path.equals("/ready");
        if (!open && !authorized(request)) {
            request.response().putHeader("www-authenticate", "Bearer");
            answer(request, 401, Map.of("status", 401, "title", "A bearer token is needed"));
            return;
        }
        switch (request.method().name() + " " + path) {
            case "GET /health" -> answer(request, 200, Map.of("status", "up"));
            case "GET /ready" -> {
                Map<String, Object> state = view.readiness();
                answer(request, Boolean.TRUE.equals(state.get("ready")) ? 200 : 503, state);
            }
            case "GET /routes" -> answer(request, 200, view.routes());
            case "GET /metrics" ->
                request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(view.metrics());
            default -> answer(request, 404, Map.of("status", 404, "title", "No such admin page"));
        }
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

    private static void answer(HttpServerRequest request, int status, Object json) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(Json.write(json));
    }
}

package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Loop;
import dev.penstock.engine.call.Problems;
import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.RouteName;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Takes requests on one loop: names, matches, runs and writes each. */
final class Front {
    /** Methods that no route takes: TRACE would show a client what the gateway adds, CONNECT is for other proxies. */
    private static final Set<String> REFUSED = Set.of("TRACE", "CONNECT");

    private final Loop loop;
    private final Supplier<RouteTable> table;
    private final FrontSettings settings;

    Front(Loop loop, Supplier<RouteTable> table, FrontSettings settings) {
        this.loop = loop;
        this.table = table;
        this.settings = settings;
    }

    void handle(HttpServerRequest request) {
        long started = Ticks.now();
        String id = RequestIds.of(request.headers().get("x-request-id"));
        Optional<String> path = Paths.normalise(request.path() == null ? "" : request.path());
        if (path.isEmpty()) {
            refuse(
                    request,
                    id,
                    started,
                    Problem.of(Problem.Kind.MALFORMED, "expected a path below the root with whole percent-escapes"));
            return;
        }
        RouteTable.Request asked = new RouteTable.Request(
                request.method().name(),
                HttpInbound.host(request),
                path.get(),
                Optional.ofNullable(request.query()),
                request.headers());
        RouteTable routes = table.get();
        Optional<RouteTable.Match> match = match(routes, asked);
        if (match.isPresent()) {
            run(request, id, started, asked, match.get());
            return;
        }
        Set<String> allowed = routes.allowed(asked);
        if (asked.method().equals("OPTIONS") && !allowed.isEmpty()) {
            allowed.add("OPTIONS");
            answerOptions(request, id, started, String.join(", ", allowed));
        } else {
            refuse(request, id, started, unmatched(allowed, asked));
        }
    }

    private static Optional<RouteTable.Match> match(RouteTable routes, RouteTable.Request asked) {
        if (REFUSED.contains(asked.method())) {
            return Optional.empty();
        }
        String wanted = asked.headers().get("access-control-request-method");
        boolean preflight = asked.method().equals("OPTIONS")
                && wanted != null
                && asked.headers().contains("origin");
        Optional<RouteTable.Match> answered = preflight ? routes.preflight(asked, wanted) : Optional.empty();
        return answered.isPresent() ? answered : routes.match(asked);
    }

    private static Problem unmatched(Set<String> allowed, RouteTable.Request asked) {
        return allowed.isEmpty() && !REFUSED.contains(asked.method())
                ? Problem.of(Problem.Kind.NO_ROUTE, "no route takes this path")
                : Problem.of(Problem.Kind.METHOD_NOT_ALLOWED, "this path takes other methods")
                        .header("Allow", String.join(", ", allowed));
    }

    private void run(
            HttpServerRequest request, String id, long started, RouteTable.Request asked, RouteTable.Match match) {
        HttpInbound inbound = new HttpInbound(
                id,
                asked.method(),
                request.isSSL() ? "https" : "http",
                asked.host(),
                asked.path(),
                asked.query(),
                asked.headers(),
                match.parameters(),
                request.remoteAddress().hostAddress());
        MultiMap headers = Forwarding.headers(inbound);
        Outbound outbound = new Outbound(asked.method(), match.path(), asked.query(), headers, body(request));
        CallState call = new CallState(
                loop, inbound, outbound, match.route().name(), match.route().deadline());
        ReplyWriter writer = new ReplyWriter(call, request);
        call.onEnd(ending -> {
            if (ending == Ending.BROKEN || ending == Ending.LATE) {
                request.connection().close();
            }
            report(request, inbound, started, writer.written(), Optional.of(call));
        });
        request.response().closeHandler(closed -> call.abandon());
        call.begin();
        match.route().pipeline().apply(call).onSuccess(writer::write);
    }

    /** No framing field: no body (RFC 9112 section 6.3). A body is a paused stream until a step or the upstream reads it. */
    private static Body body(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (!chunked && (length == null || length.equals("0"))) {
            return Body.empty();
        }
        request.pause();
        if (request.version() == HttpVersion.HTTP_1_1
                && "100-continue".equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        return Body.of(
                request, chunked ? Body.UNKNOWN : Long.parseLong(length), Body.Source.CLIENT, () -> drain(request));
    }

    /** What nobody reads is dropped, so that the connection can go on. */
    private static void drain(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(null);
            request.resume();
        }
    }

    private void answerOptions(HttpServerRequest request, String id, long started, String allow) {
        Reply reply = Reply.of(204);
        reply.headers().set("allow", allow);
        answer(request, id, started, reply);
    }

    private void refuse(HttpServerRequest request, String id, long started, Problem problem) {
        answer(request, id, started, Problems.reply(problem, id, Optional.empty(), ""));
    }

    /** Answers without a route: no step has a part in it. */
    private void answer(HttpServerRequest request, String id, long started, Reply reply) {
        Buffer bytes = reply.body().whole(Long.MAX_VALUE).result();
        request.response().setStatusCode(reply.status());
        request.response().headers().setAll(reply.headers()).set("x-request-id", id);
        request.response().end(bytes);
        report(
                request,
                new HttpInbound(
                        id,
                        request.method().name(),
                        "",
                        HttpInbound.host(request),
                        String.valueOf(request.path()),
                        Optional.empty(),
                        request.headers(),
                        java.util.Map.of(),
                        request.remoteAddress().hostAddress()),
                started,
                bytes.length(),
                Optional.empty());
    }

    private void report(
            HttpServerRequest request, HttpInbound inbound, long started, long bytes, Optional<CallState> call) {
        Optional<RouteName> route = call.map(CallState::route);
        settings.listener()
                .ended(new RequestListener.Ended(
                        inbound.id(),
                        inbound.clientIp(),
                        inbound.host(),
                        inbound.method(),
                        inbound.path(),
                        request.response().headWritten() ? request.response().getStatusCode() : 499,
                        bytes,
                        Ticks.millisSince(started),
                        route,
                        call.flatMap(CallState::principal),
                        call.flatMap(CallState::sentTo)));
    }
}

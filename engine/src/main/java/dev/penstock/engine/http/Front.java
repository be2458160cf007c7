package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Held;
import dev.penstock.engine.call.Loop;
import dev.penstock.engine.call.Problems;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Takes requests on one loop: names, matches, runs and writes each. */
final class Front {
    /** What {@code OPTIONS *} is told: it asks about the gateway, not about a route. */
    private static final String ANY = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

    private final Loop loop;
    private final Supplier<RouteTable> table;
    private final FrontSettings settings;
    private final Connections connections;
    private final Origins origins;
    private final DateField date;

    Front(Loop loop, Supplier<RouteTable> table, FrontSettings settings, Connections connections) {
        this.loop = loop;
        this.table = table;
        this.settings = settings;
        this.connections = connections;
        this.origins = new Origins(settings.trusted());
        this.date = new DateField(settings.clock());
    }

    void handle(HttpServerRequest request) {
        Connection connection = connections.of(request.connection());
        if (connection == null || connection.isClosing()) {
            return;
        }
        connection.begins();
        Arrival arrival = Arrival.of(request, connection);
        Target target;
        try {
            target = Target.of(request);
        } catch (Problem malformed) {
            Origin origin = new Origin(connection.peer(), "", "", false);
            refuse(arrival, origin, String.valueOf(request.path()), malformed);
            return;
        }
        String scheme = request.isSSL() ? "https" : "http";
        Origin origin = origins.of(connection.peer(), scheme, target.host(), request.headers());
        route(
                arrival,
                origin,
                new RouteTable.Request(
                        request.method().name(), origin.host(), target.path(), target.query(), request.headers()));
    }

    /** What the parser could not read; the connection ends with it. */
    void handleInvalid(HttpServerRequest request) {
        Connection connection = connections.of(request.connection());
        if (connection == null || connection.isClosing()) {
            return;
        }
        connection.begins();
        Throwable cause = request.decoderResult().cause();
        Problem problem;
        if (cause instanceof TooLongHttpLineException) {
            problem = Problem.of(Problem.Kind.URI_TOO_LONG, "the request line is longer than this gateway takes");
        } else if (cause instanceof TooLongHttpHeaderException) {
            problem =
                    Problem.of(Problem.Kind.HEADERS_TOO_LARGE, "the header fields are larger than this gateway takes");
        } else {
            problem = Problem.of(Problem.Kind.MALFORMED, "expected an HTTP request");
        }
        refuse(Arrival.of(request, connection), new Origin(connection.peer(), "", "", false), "", problem);
    }

    private void route(Arrival arrival, Origin origin, RouteTable.Request asked) {
        RouteTable routes = table.get();
        Optional<RouteTable.Match> match = routes.decide(asked);
        if (match.isPresent()) {
            run(arrival, origin, asked, match.get());
            return;
        }
        boolean options = asked.method().equals("OPTIONS");
        Set<String> allowed = asked.path().equals("*") ? Set.of() : routes.allowed(asked);
        if (options && asked.path().equals("*")) {
            answer(arrival, origin, asked.path(), allowing(ANY));
        } else if (options && !allowed.isEmpty()) {
            allowed.add("OPTIONS");
            answer(arrival, origin, asked.path(), allowing(String.join(", ", allowed)));
        } else {
            Problem problem = unmatched(allowed, asked);
            answer(arrival, origin, asked.path(), Problems.reply(problem, arrival.id(), Optional.empty(), ""));
        }
    }

    private static Problem unmatched(Set<String> allowed, RouteTable.Request asked) {
        return allowed.isEmpty() && !RouteTable.REFUSED.contains(asked.method())
                ? Problem.of(Problem.Kind.NO_ROUTE, "no route takes this path")
                : Problem.of(Problem.Kind.METHOD_NOT_ALLOWED, "this path takes other methods")
                        .header("Allow", allowed.isEmpty() ? ANY : String.join(", ", allowed));
    }

    private static Reply allowing(String methods) {
        Reply reply = Reply.of(204);
        reply.headers().set("allow", methods);
        return reply;
    }

    private void run(Arrival arrival, Origin origin, RouteTable.Request asked, RouteTable.Match match) {
        HttpServerRequest request = arrival.request();
        HttpInbound inbound = new HttpInbound(
                arrival.id(),
                asked.method(),
                origin.scheme(),
                origin.host(),
                asked.path(),
                asked.query(),
                asked.headers(),
                match.parameters(),
                origin.client(),
                origin.trusted(),
                arrival.connection());
        Optional<RequestStream> stream =
                RequestStream.of(request, arrival.connection(), loop.scheduler(), settings.idle());
        Held.Share held = settings.held().share();
        Outbound outbound = new Outbound(
                asked.method(),
                match.path(),
                asked.query(),
                Forwarding.headers(inbound, arrival.connection().peer(), origin.trusted()),
                stream.map(body -> body.body(held)).orElse(Body.empty()));
        CallState call = new CallState(
                loop,
                inbound,
                outbound,
                held,
                match.route().name(),
                match.route().deadline());
        ReplyWriter writer = new ReplyWriter(call, arrival, stream, date, settings.idle());
        call.onEnd(ending -> {
            if (ending == Ending.BROKEN || ending == Ending.LATE) {
                arrival.connection().close();
            }
            settings.listener().ended(arrival.ended(origin, asked.path(), writer.written(), Optional.of(call)));
        });
        HttpServerResponse response = request.response();
        response.closeHandler(closed -> call.abandon());
        call.passage().client(hints -> {
            if (!response.headWritten() && !response.closed()) {
                response.writeEarlyHints(hints);
            }
        });
        call.begin();
        match.route().pipeline().apply(call).onSuccess(writer::write);
    }

    /** What is not HTTP ends its connection: nobody knows where the next request begins. */
    private void refuse(Arrival arrival, Origin origin, String path, Problem problem) {
        Reply reply = Problems.reply(problem, arrival.id(), Optional.empty(), "");
        date.onto(reply.headers());
        long bytes = arrival.answer(reply, true);
        settings.listener().ended(arrival.ended(origin, path, bytes, Optional.empty()));
    }

    private void answer(Arrival arrival, Origin origin, String path, Reply reply) {
        date.onto(reply.headers());
        long bytes = arrival.answer(reply, false);
        settings.listener().ended(arrival.ended(origin, path, bytes, Optional.empty()));
    }
}

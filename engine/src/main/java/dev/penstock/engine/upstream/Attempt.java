package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.HopByHop;
import dev.penstock.engine.call.Received;
import dev.penstock.engine.call.Silence;
import dev.penstock.engine.call.Upgrade;
import dev.penstock.engine.time.Ticks;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Scheduler;
import dev.penstock.sdk.Sent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request to one target, on the loop of its call.
 *
 * <p>It ends in one of four ways, whichever is first: the head comes, the target fails, the time-out passes, the call
 * gives it up. What comes after is dropped; a connection whose answer is not read to its end is reset, never reused.
 */
final class Attempt implements Sent {
    /** The outcome of what ended for a reason that is not the target's. */
    static final String GIVEN_UP = "given_up";

    private final CallState call;
    private final Outbound request;
    private final Body content;
    private final Target target;
    private final Optional<Duration> idle;
    private final Clients.Client client;
    private final Outcome outcome;
    private final long started = Ticks.now();
    private final Promise<Reply> reply = Promise.promise();
    private Duration timeout;
    private Scheduler.Timer timer = () -> {};
    private HttpClientRequest wire;
    private ResponseStream body;
    private final Seat seat;
    private boolean over;
    private boolean answered;
    private boolean sent;
    private boolean cut;
    private boolean reached;
    private boolean kept;
    private boolean closed;
    private boolean upgrades;

    /** Hears how it went: one of both, once. */
    interface Outcome {
        void answered(int status, double millis);

        void failed(Problem problem, double millis);

        /** After it was answered: the target broke off within its answer. */
        void broke();
    }

    /**
     * @param content the body that goes up; that of the request, or the same again
     * @param idle how long the answer's body may be silent; empty: for ever
     */
    Attempt(
            CallState call,
            Outbound request,
            Body content,
            Target target,
            Optional<Duration> idle,
            Clients.Client client,
            Outcome outcome) {
        this.call = call;
        this.request = request;
        this.content = content;
        this.target = target;
        this.idle = idle;
        this.client = client;
        this.outcome = outcome;
        this.seat = new Seat(target.places(), call.loop(), this::open);
    }

    @Override
    public Future<Reply> reply() {
        return reply.future();
    }

    void start(Duration patience) {
        timeout = patience;
        call.onEnd(ending -> cancel());
        if (over) {
            return;
        }
        switch (seat.take()) {
            case TAKEN -> open();
            case WAITING -> timer = call.loop().scheduler().after(timeout, () -> fail(Faults.noConnection()));
            case REFUSED -> fail(Faults.noConnection());
        }
    }

    private void open() {
        if (over) {
            seat.leave();
            return;
        }
        await();
        String uri = request.path() + request.query().map(query -> "?" + query).orElse("");
        client.http().request(target.request(request.method(), uri)).onComplete(connected -> {
            if (connected.failed()) {
                fail(Faults.of(connected.cause()));
            } else if (over) {
                connected.result().reset();
            } else {
                wire = connected.result();
                kept = client.isKept(wire.connection());
                write();
            }
        });
    }

    /** The target has its time from now on. */
    private void await() {
        timer.cancel();
        timer = call.loop().scheduler().after(timeout, () -> fail(Faults.timeout()));
    }

    /** Whether the target may have got something of the request. */
    boolean hasReachedTarget() {
        return reached;
    }

    /** Whether a connection that had carried a request before was closed without a word of answer to this one. */
    boolean wasStale() {
        return kept && closed;
    }

    private void write() {
        reached = true;
        MultiMap headers = wire.headers();
        headers.setAll(request.headers());
        headers.set(HttpHeaders.HOST, request.host().orElse(target.authority()));
        call.passage().trace().into(headers);
        if (Upgrade.isAsked(headers)) {
            if (request == call.outbound()) {
                headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
                sent = true;
                upgrades = true;
                wire.connect().onComplete(this::answered);
                return;
            }
            headers.remove(HttpHeaders.UPGRADE);
        }
        if (request == call.outbound()) {
            wire.earlyHintsHandler(call.passage().client()::earlyHints);
        }
        wire.response().onComplete(this::answered);
        Body body = content;
        if (body.isWhole()) {
            body.whole(Long.MAX_VALUE).onSuccess(this::sendWhole);
            return;
        }
        if (body.length() >= 0) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        } else {
            wire.setChunked(true);
        }
        // While the body comes, the time is the client's; while the target takes none of it, the target's.
        timer.cancel();
        Flow.pump(body, wire, new Sender());
    }

    /** Hears how the body of the request goes up. */
    private final class Sender implements Flow.Progress {
        @Override
        public void stuck() {
            if (!over) {
                await();
            }
        }

        @Override
        public void goesOn() {
            if (!sent) {
                timer.cancel();
            }
        }

        /** What a call that was given up leaves of it is no end. */
        @Override
        public void ended() {
            if (cut) {
                return;
            }
            sent = true;
            wire.end();
            if (!over) {
                await();
            }
        }

        /** Also of a target that answers already: it would wait for the rest of the request, and its answer with it. */
        @Override
        public void broke(Problem problem) {
            fail(problem);
            cut();
        }
    }

    private void sendWhole(Buffer bytes) {
        sent = true;
        if (bytes.length() > 0 || expectsLength(request.method())) {
            wire.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
            wire.end(bytes);
        } else {
            wire.end();
        }
    }

    private static boolean expectsLength(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private void answered(AsyncResult<HttpClientResponse> answer) {
        if (answer.failed()) {
            Problem fault = Faults.of(answer.cause());
            closed = !over && Faults.isClosed(fault);
            fail(fault);
        } else {
            head(answer.result());
        }
    }

    private void head(HttpClientResponse response) {
        response.pause();
        if (over) {
            wire.reset();
            return;
        }
        if (!isFinal(response)) {
            fail(Faults.protocol());
            wire.connection().close();
            return;
        }
        over = true;
        answered = true;
        timer.cancel();
        outcome.answered(response.statusCode(), Ticks.millisSince(started));
        // A copy: the client looks at the original when the answer has ended, to know whether the connection goes on.
        MultiMap headers = response.headers().copy(true);
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        HopByHop.strip(headers);
        boolean switched = response.statusCode() == 101;
        Reply made =
                new Reply(response.statusCode(), headers, switched ? Body.empty() : body(response, headers, length));
        if (request == call.outbound()) {
            Optional<Received.Tunnel> tunnel =
                    switched ? Optional.of(new Received.Tunnel(response.netSocket(), idle)) : Optional.empty();
            // Also when nobody goes through it: the call may end before its steps have looked at the answer.
            tunnel.ifPresent(opened -> call.onEnd(ending -> opened.socket().close()));
            call.passage().received(new Received(made, response::trailers, tunnel));
        }
        reply.complete(made);
    }

    /** What the client of HTTP cannot tell from an answer: a 1xx that is no end, a switch that nobody asked for. */
    private boolean isFinal(HttpClientResponse response) {
        int status = response.statusCode();
        boolean known = status == 101 ? upgrades : status >= 200 && status <= 599;
        List<String> codings = response.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return known && (codings.isEmpty() || (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.get(0))));
    }

    private Body body(HttpClientResponse response, MultiMap headers, String length) {
        boolean none = request.method().equals("HEAD") || response.statusCode() == 204 || response.statusCode() == 304;
        if (none) {
            return nothing(response);
        }
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        if ("0".equals(length)) {
            return nothing(response);
        }
        ResponseStream stream = new ResponseStream(
                wire,
                response,
                idle.map(limit -> tooLong -> new Silence(call.loop().scheduler(), limit, tooLong)),
                new ResponseStream.End() {
                    @Override
                    public void over() {
                        seat.leave();
                    }

                    @Override
                    public void broke() {
                        outcome.broke();
                    }
                });
        body = stream;
        return Body.of(
                stream,
                length == null ? Body.UNKNOWN : Long.parseLong(length),
                Body.Source.UPSTREAM,
                stream::giveUp,
                call.passage().held());
    }

    private Body nothing(HttpClientResponse response) {
        response.exceptionHandler(broken -> seat.leave())
                .endHandler(end -> seat.leave())
                .resume();
        return Body.empty();
    }

    private void fail(Problem problem) {
        if (over) {
            return;
        }
        over = true;
        timer.cancel();
        cut();
        seat.leave();
        outcome.failed(problem, Ticks.millisSince(started));
        reply.tryFail(problem);
    }

    /**
     * Makes sure that a connection on which the request, or the answer, did not come to its end is never used again: the
     * next request on it would be read as the rest of this one.
     */
    private void cut() {
        if (wire == null || cut) {
            return;
        }
        cut = true;
        if (!sent) {
            wire.connection().close();
        } else if (!answered) {
            wire.reset();
        }
    }

    @Override
    public void cancel() {
        if (body != null) {
            body.giveUp();
        }
        fail(wasHanging() ? Faults.timeout() : Problem.of(Problem.Kind.UNAVAILABLE, "the request was given up"));
        cut();
        seat.leave();
    }

    /** Whether the deadline passed on a target that had the request, and most of the time that the route allows. */
    private boolean wasHanging() {
        return sent && call.isLate() && Ticks.millisSince(started) * 2 >= call.limitMillis();
    }
}

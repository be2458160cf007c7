package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;

/**
 * A {@link Callout}. The call stays on its loop while a thread of the pool is with the component; what ends first
 * decides: the answer, a fault, the time-out, or the end of the call. What comes later is dropped.
 */
final class CalloutNode extends StageNode {
    private static final System.Logger LOG = System.getLogger(CalloutNode.class.getName());

    private final Site site;
    private final Callout callout;
    private final CalloutEndpoint endpoint;

    CalloutNode(Site site, boolean first, Callout callout) {
        super(site, first);
        this.site = site;
        this.callout = callout;
        this.endpoint = (CalloutEndpoint) callout.endpoint();
    }

    @Override
    Future<Void> work(CallState call, Exchange exchange) {
        if (!endpoint.breaker().permits()) {
            return Future.failedFuture(
                    Problem.of(Problem.Kind.UNAVAILABLE, "the component failed too often: try again later")
                            .proxyError("destination_unavailable"));
        }
        Errand errand = new Errand(endpoint.found(), message(call), callout.reply());
        Promise<ComponentAnswer> answer = Promise.promise();
        Scheduler.Timer timer = endpoint.host().scheduler().after(callout.timeout(), () -> late(answer));
        boolean fair = hasMostOfTheDeadline(call);
        call.onEnd(ending -> {
            if (answer.tryFail(Problem.of(Problem.Kind.UNAVAILABLE, "the request was given up"))
                    && fair
                    && call.deadline().passed()) {
                endpoint.breaker().erred();
            }
        });
        answer.future().onComplete(ended -> {
            timer.cancel();
            errand.giveUp();
        });
        call.onLoop(endpoint.run(errand)).onSuccess(answer::tryComplete).onFailure(cause -> failed(answer, cause));
        return answer.future().map(component -> {
            call.respond(reply(call, component));
            return null;
        });
    }

    /** A value that is not there in this call makes no header. */
    private Errand.Message message(CallState call) {
        Map<String, Object> headers = new HashMap<>();
        callout.headers().forEach((name, value) -> {
            if (!value.isLeftOut(call)) {
                headers.put(name, checked(name, value.evaluate(call)));
            }
        });
        Object value = callout.body().map(body -> body.evaluate(call)).orElse(null);
        if (value == null || value instanceof String) {
            return new Errand.Message(headers, value);
        }
        if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "application/json");
        }
        return new Errand.Message(headers, Json.write(value).toString(StandardCharsets.UTF_8));
    }

    private static String checked(String name, String value) {
        if (!Fields.isValue(value)) {
            throw Problem.of(
                    Problem.Kind.MALFORMED,
                    "expected a value for the header '" + name + "', found one with control characters");
        }
        return value;
    }

    private Reply reply(CallState call, ComponentAnswer component) {
        if (!callout.reply()) {
            return Reply.of(202);
        }
        call.holding().claim(component.body().length());
        return component.reply();
    }

    private void late(Promise<ComponentAnswer> answer) {
        erred(
                answer,
                Problem.of(
                                Problem.Kind.UPSTREAM_TIMEOUT,
                                "the component took longer than "
                                        + callout.timeout().toMillis() + " ms")
                        .proxyError("http_response_timeout"));
    }

    private void failed(Promise<ComponentAnswer> answer, Throwable cause) {
        if (cause instanceof Problem full && full.status() == 503) {
            answer.tryFail(full);
        } else if (!answer.future().isComplete()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the component " + endpoint.scheme() + " of step " + site.step() + " failed: "
                            + endpoint.told(cause));
            erred(answer, problem(cause));
        }
    }

    /** It counts before anybody hears of it. */
    private void erred(Promise<ComponentAnswer> answer, Problem problem) {
        if (!answer.future().isComplete()) {
            endpoint.breaker().erred();
            answer.fail(problem);
        }
    }

    private static Problem problem(Throwable cause) {
        return cause instanceof Problem known
                ? known
                : Problem.of(Problem.Kind.UPSTREAM_FAILED, "the component failed", cause)
                        .proxyError(error(cause));
    }

    private static String error(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "connection_refused";
            }
            if (cause instanceof UnknownHostException) {
                return "dns_error";
            }
            if (cause instanceof SSLException) {
                return "tls_protocol_error";
            }
            if (cause instanceof SocketException) {
                return "connection_terminated";
            }
        }
        return "proxy_internal_error";
    }

    /** Whether a deadline that passes while the component works is its fault. */
    private static boolean hasMostOfTheDeadline(CallState call) {
        Optional<Duration> left = call.deadline().left();
        return left.isPresent() && left.get().toMillis() * 2 >= call.limitMillis();
    }
}

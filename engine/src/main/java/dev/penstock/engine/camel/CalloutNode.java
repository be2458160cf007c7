package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * A {@link Callout}: Camel's components may block, so the exchange runs on the pool {@code camel}, with the declared
 * headers and body only. The call stays on its loop; what comes after the time-out is dropped.
 */
final class CalloutNode extends StageNode {
    private static final int THREADS = 16;

    private final Callout callout;
    private final Host host;
    private final Endpoint endpoint;
    private final ProducerTemplate template;

    CalloutNode(Site site, boolean first, Callout callout, CalloutTarget target) {
        super(site, first);
        this.callout = callout;
        this.host = target.host();
        this.endpoint = target.endpoint();
        this.template = target.template();
    }

    /** The component's side. */
    record CalloutTarget(Host host, Endpoint endpoint, ProducerTemplate template) {}

    @Override
    Future<Void> work(CallState call, Exchange exchange) {
        Map<String, Object> headers = new HashMap<>();
        callout.headers().forEach((name, value) -> headers.put(name, value.evaluate(call)));
        Object body = callout.body().map(value -> bytes(value.evaluate(call))).orElse(null);
        Promise<Buffer> answer = Promise.promise();
        Scheduler.Timer timer = host.scheduler()
                .after(
                        callout.timeout(),
                        () -> answer.tryFail(Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "the component took too long")));
        host.pool("camel", THREADS).run(() -> exchange(headers, body)).onComplete(done -> {
            timer.cancel();
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(fault(done.cause()));
            }
        });
        return answer.future().map(bytes -> {
            call.respond(callout.reply() ? new Reply(200, Reply.of(200).headers(), Body.of(bytes)) : Reply.of(202));
            return null;
        });
    }

    private Buffer exchange(Map<String, Object> headers, Object body) throws Exception {
        Exchange done = template.send(endpoint, out -> {
            out.setPattern(callout.reply() ? ExchangePattern.InOut : ExchangePattern.InOnly);
            out.getIn().setHeaders(headers);
            out.getIn().setBody(body);
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        byte[] bytes = callout.reply() ? done.getMessage().getBody(byte[].class) : null;
        return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes);
    }

    private static Object bytes(Object value) {
        return value instanceof String text ? text : Json.write(value).getBytes();
    }

    private static Throwable fault(Throwable cause) {
        return cause instanceof Problem
                ? cause
                : Problem.of(Problem.Kind.UPSTREAM_FAILED, "the component failed", cause);
    }
}

package dev.penstock.plugins.proxy;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Copy;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a copy of requests to another upstream and drops its answer. The request itself neither waits for it nor hears of
 * it; a request with a body is copied when the body has passed, one whose body is longer than 64 KiB is not. What would be
 * too many at once is left out.
 */
final class Mirror implements Step {
    private static final long MAX_BODY = 64 << 10;
    private static final int MAX_UNDER_WAY = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final int percent;
    private final AtomicInteger underWay;

    Mirror(Upstream upstream, int percent, Host host) {
        this.upstream = upstream;
        this.percent = percent;
        this.underWay = host.state("upstream:mirrors", AtomicInteger.class, AtomicInteger::new);
    }

    @Override
    public Future<Void> apply(Call call) {
        boolean chosen = percent == 100 || ThreadLocalRandom.current().nextInt(100) < percent;
        if (chosen) {
            Detached twin = call.detached(LIMIT);
            twin.outbound().headers().remove("upgrade");
            Body body = call.outbound().body();
            if (body.isWhole()) {
                send(twin);
            } else {
                call.outbound().body(body.tee(MAX_BODY, copy -> sendWith(copy, twin)));
            }
        }
        return Future.succeededFuture();
    }

    private void sendWith(Copy copy, Detached twin) {
        if (copy.outcome() == Copy.Outcome.WHOLE) {
            twin.outbound().body(Body.of(copy.bytes()));
            send(twin);
        }
    }

    private void send(Detached twin) {
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            return;
        }
        twin.onEnd(ending -> underWay.decrementAndGet());
        twin.doing(() -> upstream.send(twin, twin.outbound())
                .reply()
                .compose(reply -> reply.body()
                        .whole(MAX_BODY)
                        .onFailure(tooLong -> reply.body().discard())));
    }
}

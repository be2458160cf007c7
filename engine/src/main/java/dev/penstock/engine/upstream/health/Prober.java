package dev.penstock.engine.upstream.health;

import dev.penstock.sdk.Scheduler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** Probes one target, at once and then again and again; each probe has a connection of its own. On event loops. */
public final class Prober {
    private final HealthCheck check;
    private final Standing standing;
    private final HttpClient client;
    private final RequestOptions request;
    private final Scheduler scheduler;
    private final Scheduler.Timer timer;

    /** @param request what is asked, and where */
    public Prober(
            HealthCheck check, Standing standing, HttpClient client, RequestOptions request, Scheduler scheduler) {
        this.check = check;
        this.standing = standing;
        this.client = client;
        this.request = request;
        this.scheduler = scheduler;
        this.timer = scheduler.every(check.interval(), this::probe);
    }

    /** Probes once; never fails. */
    public Future<Void> probe() {
        Promise<Integer> status = Promise.promise();
        Scheduler.Timer late = scheduler.after(check.timeout(), () -> status.tryFail("no answer within its time-out"));
        client.request(request).onComplete(connected -> {
            if (connected.succeeded()) {
                ask(connected.result(), status);
            } else {
                status.tryFail(connected.cause());
            }
        });
        return status.future().transform(answer -> {
            late.cancel();
            judge(answer);
            return Future.succeededFuture();
        });
    }

    /** The status is all that counts: whatever else the answer has goes with the connection. */
    private static void ask(HttpClientRequest asked, Promise<Integer> status) {
        status.future().onComplete(known -> asked.reset());
        asked.send().map(HttpClientResponse::statusCode).onComplete(answer -> {
            if (answer.succeeded()) {
                status.tryComplete(answer.result());
            } else {
                status.tryFail(answer.cause());
            }
        });
    }

    private void judge(AsyncResult<Integer> status) {
        if (status.failed()) {
            standing.probedBadly(check, String.valueOf(status.cause().getMessage()));
        } else if (status.result() / 100 == 2 || status.result() / 100 == 3) {
            standing.probedWell(check);
        } else {
            standing.probedBadly(check, "status " + status.result());
        }
    }

    public void stop() {
        timer.cancel();
    }
}

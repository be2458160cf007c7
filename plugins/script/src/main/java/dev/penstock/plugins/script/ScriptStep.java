package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the hooks of a module: {@code onRequest} where it stands, {@code onResponse} on the way back. */
final class ScriptStep implements Step {
    private final Hook hook;
    private final Runner runner;

    ScriptStep(Hook hook, Runner runner) {
        this.hook = hook;
        this.runner = runner;
    }

    /** The way back is taken part in only after {@code onRequest} let the call pass: what it answers goes up above. */
    @Override
    public Future<Void> apply(Call call) {
        if (!runner.guard().allows()) {
            return Future.failedFuture(runner.guard().refusal());
        }
        if (!hook.hasOnRequest()) {
            expectReply(call);
            return Future.succeededFuture();
        }
        RequestSubject subject = new RequestSubject(call.outbound());
        return new Run(runner, hook, call, subject).start().onSuccess(done -> {
            if (!subject.isAnswered()) {
                expectReply(call);
            }
        });
    }

    private void expectReply(Call call) {
        if (hook.hasOnResponse()) {
            narrow(call.outbound().headers());
            call.onReply(reply -> onReply(call, reply));
        }
    }

    private Future<Void> onReply(Call call, Reply reply) {
        if (!runner.guard().allows()) {
            Problem refusal = runner.guard().refusal();
            return Future.failedFuture(refusal);
        }
        return new Run(runner, hook, call, new ReplySubject(reply)).start();
    }

    /** Asks the upstream for no coding that {@code text()} cannot read. */
    private static void narrow(MultiMap headers) {
        List<String> codings = headers.getAll(HttpHeaders.ACCEPT_ENCODING);
        if (codings.isEmpty()) {
            return;
        }
        List<String> readable = new ArrayList<>();
        for (String coding : String.join(",", codings).split(",", -1)) {
            String name = coding.strip().toLowerCase(Locale.ROOT);
            if (name.startsWith("gzip") || name.startsWith("identity")) {
                readable.add(coding.strip());
            }
        }
        headers.set(HttpHeaders.ACCEPT_ENCODING, readable.isEmpty() ? "identity" : String.join(", ", readable));
    }
}

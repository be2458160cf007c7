package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;

/** Runs the hooks of a module: {@code onRequest} where it stands, {@code onResponse} on the way back. */
final class ScriptStep implements Step {
    private final Hook hook;
    private final Runner runner;
    private final long maxRequest;
    private final long maxReply;

    /**
     * @param maxRequest the most that a hook reads of a request's body, in bytes
     * @param maxReply the same of a reply's
     */
    ScriptStep(Hook hook, Runner runner, long maxRequest, long maxReply) {
        this.hook = hook;
        this.runner = runner;
        this.maxRequest = maxRequest;
        this.maxReply = maxReply;
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
        RequestSubject subject = new RequestSubject(call.outbound(), maxRequest);
        return new Run(runner, hook, call, subject).start().onSuccess(done -> {
            if (!subject.isAnswered()) {
                expectReply(call);
            }
        });
    }

    private void expectReply(Call call) {
        if (hook.hasOnResponse()) {
            ContentCoding.narrow(call.outbound().headers());
            call.onReply(reply -> onReply(call, reply));
        }
    }

    private Future<Void> onReply(Call call, Reply reply) {
        if (!runner.guard().allows()) {
            Problem refusal = runner.guard().refusal();
            return Future.failedFuture(refusal);
        }
        return new Run(runner, hook, call, new ReplySubject(reply, maxReply)).start();
    }
}

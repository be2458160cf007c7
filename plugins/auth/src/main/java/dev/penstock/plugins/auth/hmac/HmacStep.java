package dev.penstock.plugins.auth.hmac;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Lets a call pass that is signed; a long body is gone through beside the loop. */
final class HmacStep implements Step, Credential {
    private static final Logger LOG = System.getLogger(HmacStep.class.getName());
    /** So many bytes take a loop less than a tenth of a millisecond. */
    private static final int SHORT = 64 << 10;

    /**
     * What a step was told.
     *
     * @param signed the texts around the body
     * @param fields the other fields of the signature's header, as expressions read them
     * @param once empty: a signature may come again
     */
    record Rules(
            SignaturePlace place,
            Encoding encoding,
            List<Expression<String>> signed,
            Slot fields,
            Freshness freshness,
            Optional<Once> once,
            Optional<Expression<String>> subject,
            boolean forward) {}

    private final Rules rules;
    private final Secrets secrets;
    private final Pool pool;

    HmacStep(Rules rules, Secrets secrets, Pool pool) {
        this.rules = rules;
        this.secrets = secrets;
        this.pool = pool;
    }

    @Override
    public boolean isPresent(Call call) {
        return rules.place.isIn(call.outbound().headers());
    }

    @Override
    public Future<Void> apply(Call call) {
        if (!isPresent(call)) {
            return Future.failedFuture(refusal("expected a signature, found none"));
        }
        SignaturePlace.Found found = rules.place.read(call.outbound().headers());
        List<byte[]> signatures = found.signatures().stream()
                .flatMap(text -> rules.encoding.decode(text).stream())
                .toList();
        if (signatures.isEmpty()) {
            return refuse("none of this form is there");
        }
        rules.fields.fill(call, found.others());
        List<String> texts;
        try {
            if (!rules.freshness.holds(call)) {
                return refuse("it has no time, or one that is too long ago or too far ahead");
            }
            texts = rules.signed.stream().map(text -> text.evaluate(call)).toList();
        } catch (Problem absent) {
            return refuse(absent.detail());
        }
        return call.outbound()
                .body()
                .whole(Long.MAX_VALUE)
                .compose(body -> verify(call, new SignedContent(texts, body), signatures));
    }

    private Future<Void> verify(Call call, SignedContent content, List<byte[]> signatures) {
        return near(content.body(), () -> secrets.signed(content, signatures))
                .compose(signed -> signed ? take(call, content) : refuse("it was not made with a secret of this step"));
    }

    private Future<Void> take(Call call, SignedContent content) {
        if (rules.once.isEmpty()) {
            return admit(call);
        }
        Once once = rules.once.get();
        return near(content.body(), content::hash)
                .compose(hash -> call.onLoop(once.isFirst(hash))
                        .recover(down -> Future.failedFuture(Problem.of(
                                        Problem.Kind.UNAVAILABLE,
                                        "it cannot be told now whether the signature was used before",
                                        down)
                                .header("Retry-After", "1"))))
                .compose(first -> first ? admit(call) : refuse("it was used before"));
    }

    private Future<Void> admit(Call call) {
        Optional<String> subject = rules.subject.map(text -> text.evaluate(call));
        if (!rules.forward) {
            call.outbound().headers().remove(rules.place.header());
        }
        call.principal(new Principal(subject, Map.of(), Set.of(), Optional.empty(), Optional.empty()));
        return Future.succeededFuture();
    }

    /** Work on a body: here where that is quick, else on the pool, and back on the call's loop. */
    private <T> Future<T> near(Buffer body, Callable<T> work) {
        if (body.length() > SHORT) {
            return pool.run(work);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception failed) {
            return Future.failedFuture(failed);
        }
    }

    private static <T> Future<T> refuse(String reason) {
        LOG.log(Level.DEBUG, () -> "a signature was refused: " + reason);
        return Future.failedFuture(refusal("the signature is not valid"));
    }

    private static Problem refusal(String detail) {
        return Problem.of(Problem.Kind.UNAUTHORIZED, detail).header("WWW-Authenticate", "HMAC");
    }
}

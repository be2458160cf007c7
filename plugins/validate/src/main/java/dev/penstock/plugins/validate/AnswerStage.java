package dev.penstock.plugins.validate;

import dev.penstock.plugins.validate.contract.Answer;
import dev.penstock.plugins.validate.contract.Contents;
import dev.penstock.plugins.validate.contract.Contract;
import dev.penstock.plugins.validate.contract.Fault;
import dev.penstock.plugins.validate.contract.Operation;
import dev.penstock.plugins.validate.contract.Values;
import dev.penstock.sdk.Around;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Copy;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the answers of the steps below. To enforce, the body is held and checked before a byte goes on; to warn, it
 * goes on as it comes, and a copy is checked behind it. What the gateway itself answers for an error is not looked at, nor a redirect or an error that is not described.
 */
final class AnswerStage implements Around {
    private static final int NOT_MODIFIED = 304;
    private static final int NO_CONTENT = 204;
    private static final int FIRST_FINAL = 200;
    private static final int FIRST_REDIRECT = 300;

    private final Key<Contract.Match> matched;
    private final Checks checks;
    private final Complaints complaints;
    private final ValidateConfig.OnAnswer action;
    private final long maxBody;

    AnswerStage(
            Key<Contract.Match> matched,
            Checks checks,
            Complaints complaints,
            ValidateConfig.OnAnswer action,
            long maxBody) {
        this.maxBody = maxBody;
        this.matched = matched;
        this.checks = checks;
        this.complaints = complaints;
        this.action = action;
    }

    @Override
    public Future<Reply> apply(Call call, Rest rest) {
        boolean head = call.outbound().method().equals("HEAD");
        Operation operation = call.get(matched).orElseThrow().operation();
        return rest.run(call).compose(reply -> {
            int status = reply.status();
            if (reply.problem().isPresent() || status == NOT_MODIFIED || status < FIRST_FINAL) {
                return Future.succeededFuture(reply);
            }
            Optional<Answer> said = operation.answer(status);
            List<Fault> faults = new ArrayList<>(headFaults(said, reply));
            Optional<Contents.Chosen> body =
                    head || status == NO_CONTENT || said.isEmpty() ? Optional.empty() : body(said.get(), reply, faults);
            return action == ValidateConfig.OnAnswer.ENFORCE
                    ? enforced(operation, reply, faults, body)
                    : Future.succeededFuture(watched(operation, reply, faults, body));
        });
    }

    private static List<Fault> headFaults(Optional<Answer> said, Reply reply) {
        if (said.isPresent()) {
            return said.get().headerFaults(Values.of(reply.headers()));
        }
        return reply.status() < FIRST_REDIRECT
                ? List.of(new Fault("", "status", "expected a status that is described, found " + reply.status()))
                : List.of();
    }

    /** What the body is to be checked as; empty when it need not be, or a fault was added. */
    private static Optional<Contents.Chosen> body(Answer said, Reply reply, List<Fault> faults) {
        if (said.contents().kinds().isEmpty()) {
            return Optional.empty();
        }
        Optional<Contents.Chosen> kind = said.contents().choose(reply.headers().get(HttpHeaders.CONTENT_TYPE));
        if (kind.isEmpty()) {
            faults.add(Fault.ofBody("expected the type " + said.contents().shown() + ", found another"));
        }
        Optional<String> coding = ContentCoding.of(reply.headers());
        if (coding.filter(name -> !ContentCoding.isReadable(name)).isPresent()) {
            faults.add(Fault.ofBody("expected a body that is not encoded, or by gzip or br"));
            return Optional.empty();
        }
        return kind.filter(Contents.Chosen::json);
    }

    private Future<Reply> enforced(
            Operation operation, Reply reply, List<Fault> faults, Optional<Contents.Chosen> kind) {
        if (!faults.isEmpty() || kind.isEmpty()) {
            return settled(operation, reply, faults);
        }
        return reply.body()
                .whole(maxBody)
                .compose(bytes -> checks.faults(bytes, ContentCoding.of(reply.headers()), kind.get(), maxBody))
                .compose(found -> settled(operation, reply, found));
    }

    private Future<Reply> settled(Operation operation, Reply reply, List<Fault> faults) {
        if (faults.isEmpty()) {
            return Future.succeededFuture(reply);
        }
        complaints.add(operation.name(), reply.status(), faults);
        reply.body().discard();
        return Future.failedFuture(
                Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer is not as this API describes it")
                        .proxyError("http_protocol_error"));
    }

    private Reply watched(Operation operation, Reply reply, List<Fault> faults, Optional<Contents.Chosen> kind) {
        int status = reply.status();
        if (!faults.isEmpty() || kind.isEmpty()) {
            complain(operation, status, faults);
            return reply;
        }
        Optional<String> coding = ContentCoding.of(reply.headers());
        reply.body(reply.body().tee(maxBody, copy -> {
            if (copy.outcome() == Copy.Outcome.WHOLE) {
                check(operation, status, copy.bytes(), coding, kind.get());
            }
        }));
        return reply;
    }

    private void check(Operation operation, int status, Buffer bytes, Optional<String> coding, Contents.Chosen kind) {
        checks.faults(bytes, coding, kind, maxBody).onSuccess(faults -> complain(operation, status, faults));
    }

    private void complain(Operation operation, int status, List<Fault> faults) {
        if (!faults.isEmpty()) {
            complaints.add(operation.name(), status, faults);
        }
    }
}

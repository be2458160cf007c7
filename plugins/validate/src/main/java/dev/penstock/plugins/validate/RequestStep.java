package dev.penstock.plugins.validate;

import dev.penstock.plugins.validate.contract.Bodied;
import dev.penstock.plugins.validate.contract.Contents;
import dev.penstock.plugins.validate.contract.Contract;
import dev.penstock.plugins.validate.contract.Fault;
import dev.penstock.plugins.validate.contract.Values;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses a request that is not as it is described, as the steps above left it. */
final class RequestStep implements Step {
    private static final int MAX_FAULTS = 50;

    private final Contract contract;
    private final Key<Contract.Match> matched;
    private final Checks checks;
    private final boolean readsAnswers;
    private final long maxBody;

    /** @param maxBody bytes, also of one that is decoded */
    RequestStep(Contract contract, Key<Contract.Match> matched, Checks checks, boolean readsAnswers, long maxBody) {
        this.maxBody = maxBody;
        this.contract = contract;
        this.matched = matched;
        this.checks = checks;
        this.readsAnswers = readsAnswers;
    }

    @Override
    public Future<Void> apply(Call call) {
        Outbound request = call.outbound();
        Contract.Match match = contract.find(request.method(), request.path())
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.NO_ROUTE,
                        "expected an operation that this API describes, found none for this method and path"));
        call.put(matched, match);
        Values values = Values.of(match.pathValues(), request.query(), request.headers());
        List<Fault> faults = new ArrayList<>(match.operation().parameterFaults(values));
        return body(match.operation().body(), request).compose(ofBody -> {
            faults.addAll(ofBody);
            if (!faults.isEmpty()) {
                return Future.failedFuture(refusal(faults));
            }
            if (readsAnswers) {
                ContentCoding.narrow(request.headers());
            }
            return Future.succeededFuture();
        });
    }

    private Future<List<Fault>> body(Optional<Bodied> said, Outbound request) {
        if (said.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        if (request.body().length() == 0) {
            return Future.succeededFuture(absent(said.get()));
        }
        String type = String.join(",", request.headers().getAll(HttpHeaders.CONTENT_TYPE));
        Contents.Chosen kind = said.get()
                .contents()
                .choose(type)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.UNSUPPORTED_TYPE,
                        "expected a body of the type " + said.get().contents().shown() + ", found another"));
        if (!kind.json()) {
            return Future.succeededFuture(List.of());
        }
        Optional<String> coding = ContentCoding.of(request.headers());
        if (coding.filter(name -> !ContentCoding.isReadable(name)).isPresent()) {
            throw Problem.of(Problem.Kind.UNSUPPORTED_TYPE, "expected a body that is not encoded, or by gzip or br")
                    .header("Accept-Encoding", "gzip, br");
        }
        return request.body()
                .whole(maxBody)
                .compose(body -> body.length() == 0
                        ? Future.succeededFuture(absent(said.get()))
                        : checks.faults(body, coding, kind, maxBody));
    }

    private static List<Fault> absent(Bodied said) {
        return said.required() ? List.of(Fault.ofBody("expected a body, found none")) : List.of();
    }

    private static Problem refusal(List<Fault> faults) {
        return Problem.of(
                        Problem.Kind.MALFORMED,
                        "expected a request as this API describes it, found "
                                + (faults.size() >= MAX_FAULTS ? "at least " : "") + Math.min(faults.size(), MAX_FAULTS)
                                + (faults.size() == 1 ? " fault" : " faults"))
                .member(
                        "errors",
                        faults.stream().limit(MAX_FAULTS).map(Fault::json).toList());
    }
}

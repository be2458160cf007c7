package dev.penstock.plugins.auth.anyof;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the first step whose credential is there. What all of them may write into the request is dropped first: who comes
 * with a key must not speak in header fields that tell of a token's claims.
 *
 * <p>Where no credential is there, each step is asked, which costs nothing: one that is optional lets the call pass, else
 * their challenges are sent together (RFC 9110 section 11.6.1).
 */
record AnyOfStep(List<Way> ways) implements Step, Credential {
    private static final String CHALLENGE = "WWW-Authenticate";

    AnyOfStep {
        ways = List.copyOf(ways);
    }

    @Override
    public boolean isPresent(Call call) {
        return ways.stream()
                .anyMatch(way -> way.isOpen(call) && way.credential().isPresent(call));
    }

    @Override
    public void cleanse(Call call) {
        ways.forEach(way -> way.credential().cleanse(call));
    }

    @Override
    public Future<Void> apply(Call call) {
        List<Way> open = new ArrayList<>(ways.size());
        for (Way way : ways) {
            if (way.isOpen(call)) {
                open.add(way);
            }
        }
        cleanse(call);
        for (Way way : open) {
            if (way.credential().isPresent(call)) {
                return way.apply(call);
            }
        }
        return open.isEmpty()
                ? Future.failedFuture(Problem.of(
                        Problem.Kind.FORBIDDEN, "none of the ways to say who is calling is open to this request"))
                : challenge(open, call);
    }

    private static Future<Void> challenge(List<Way> open, Call call) {
        Set<String> challenges = new LinkedHashSet<>();
        Future<Boolean> passed = Future.succeededFuture(false);
        for (Way way : open) {
            passed = passed.compose(already -> already ? Future.succeededFuture(true) : missing(way, call, challenges));
        }
        return passed.compose(letIn -> {
            if (letIn) {
                return Future.succeededFuture();
            }
            Problem problem = Problem.of(Problem.Kind.UNAUTHORIZED, "expected one of several credentials, found none");
            challenges.forEach(challenge -> problem.header(CHALLENGE, challenge));
            return Future.failedFuture(problem);
        });
    }

    /** Whether the step lets a call without its credential pass; a fault of it, which is no refusal, stays one. */
    private static Future<Boolean> missing(Way way, Call call, Set<String> challenges) {
        return way.apply(call).map(true).recover(failure -> {
            if (!(failure instanceof Problem problem) || problem.kind() != Problem.Kind.UNAUTHORIZED) {
                return Future.failedFuture(failure);
            }
            problem.headers().stream()
                    .filter(header -> header.name().equalsIgnoreCase(CHALLENGE))
                    .forEach(header -> challenges.add(header.value()));
            return Future.succeededFuture(false);
        });
    }
}

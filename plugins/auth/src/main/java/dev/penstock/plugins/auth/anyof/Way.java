package dev.penstock.plugins.auth.anyof;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * One step of the list.
 *
 * @param name what problems call it
 * @param when whether it counts for a call
 * @param credential and {@code step} are the same object
 */
record Way(String name, Optional<Expression<Boolean>> when, Credential credential, Step step) {
    boolean isOpen(Call call) {
        return when.isEmpty() || when.get().evaluate(call);
    }

    /** Its verdict, in its own name. */
    Future<Void> apply(Call call) {
        return Future.succeededFuture()
                .compose(now -> step.apply(call))
                .recover(failure -> Future.failedFuture(
                        failure instanceof Problem problem ? problem.member("step", name) : failure));
    }
}

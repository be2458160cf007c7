package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;

/** Makes one call and waits for it: what a join of one call does, without an answer. */
record CallStep(Key<Join> key, Plan plan, Branch branch) implements Step {
    @Override
    public Future<Void> apply(Call call) {
        Join join = new Join(call, plan);
        call.put(key, join);
        return branch.apply(call)
                .compose(ended -> join.outcome())
                .onSuccess(filled -> join.tells(plan.calls().get(0).slot()));
    }
}

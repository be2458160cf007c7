package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * One call of a join, as a branch: awaits the calls that it names, then is made, or not. It always succeeds, since what
 * happened is data of the join.
 */
final class Branch implements Step {
    private final Key<Join> key;
    private final Planned planned;
    private final int index;
    private final List<Integer> awaits;

    /**
     * @param key where the join stands in a call
     * @param index the call's place in the join
     */
    Branch(Key<Join> key, Plan plan, int index) {
        this.key = key;
        this.planned = plan.calls().get(index);
        this.index = index;
        this.awaits = plan.awaits().get(index);
    }

    @Override
    public Future<Void> apply(Call call) {
        Join join = call.get(key).orElseThrow();
        join.ended(awaits).onSuccess(ready -> begin(join));
        return join.ended(index);
    }

    private void begin(Join join) {
        if (join.isOver()) {
            return;
        }
        if (planned.namesLeftOut(join.call())) {
            boolean byError = awaits.stream().anyMatch(join::lost);
            join.end(index, Outcome.leftOut(byError ? Optional.of(Fault.NOT_MADE) : Optional.empty()));
        } else {
            join.run(index);
        }
    }
}

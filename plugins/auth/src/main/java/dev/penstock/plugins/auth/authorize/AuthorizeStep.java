package dev.penstock.plugins.auth.authorize;

import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** Refuses what is not allowed. It never says what is missing: that would tell a stranger what to look for. */
record AuthorizeStep(Optional<Expression<Boolean>> require, ScopeRule scopes, Set<String> tiers) implements Step {
    @Override
    public Future<Void> apply(Call call) {
        return isAllowed(call)
                ? Future.succeededFuture()
                : Future.failedFuture(Problem.of(Problem.Kind.FORBIDDEN, "this is not allowed"));
    }

    private boolean isAllowed(Call call) {
        Optional<Principal> caller = call.principal();
        boolean tier = tiers.isEmpty()
                || caller.flatMap(Principal::tier).filter(tiers::contains).isPresent();
        return tier && scopes.allows(caller.map(Principal::scopes).orElse(Set.of())) && isTrue(call);
    }

    /** What the client failed to send makes it false; what an upstream failed to answer stays the upstream's fault. */
    private boolean isTrue(Call call) {
        try {
            return require.isEmpty() || Boolean.TRUE.equals(require.get().evaluate(call));
        } catch (Problem absent) {
            if (absent.status() < 500) {
                return false;
            }
            throw absent;
        }
    }
}

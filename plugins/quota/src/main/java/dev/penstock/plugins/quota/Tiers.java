package dev.penstock.plugins.quota;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of each tier.
 *
 * @param tier what tells it; none: all are {@link #DEFAULT}
 * @param limits by tier; {@link #DEFAULT} is among them
 */
record Tiers(Optional<Expression<String>> tier, Map<String, Limits> limits) {
    static final String DEFAULT = "default";

    /** The tier of this call: one that there are limits for. A call without tier is {@link #DEFAULT}. */
    String of(Call call) {
        if (tier.isEmpty()) {
            return DEFAULT;
        }
        try {
            String stated = tier.get().evaluate(call);
            return stated != null && limits.containsKey(stated) ? stated : DEFAULT;
        } catch (Problem without) {
            return DEFAULT;
        }
    }

    Limits limits(String known) {
        return limits.get(known);
    }
}

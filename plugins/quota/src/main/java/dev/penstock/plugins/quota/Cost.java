package dev.penstock.plugins.quota;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;

/** What a request costs. */
sealed interface Cost {
    /** More than any limit. */
    long MOST = 1_000_000_000_000_000L;

    /** The same for each. */
    record Fixed(long amount) implements Cost {}

    /** What the request says. */
    record OfRequest(Expression<Object> amount) implements Cost {
        long of(Call call) {
            return whole(amount.evaluate(call));
        }
    }

    /** What the answer says. */
    record OfReply(Expression<Object> amount) implements Cost {
        /** An answer that does not say it costs nothing. */
        long of(Call call) {
            try {
                return whole(amount.evaluate(call));
            } catch (Problem lacksIt) {
                return 0;
            }
        }
    }

    /** A part counts as one; an int or a double, however it came to be, costs the same. */
    private static long whole(Object value) {
        // What is negative would give back.
        if (value instanceof Long number && number >= 0) {
            return Math.min(number, MOST);
        }
        if (value instanceof Double number && number >= 0) {
            return (long) Math.min(Math.ceil(number), MOST);
        }
        throw Problem.of(Problem.Kind.MALFORMED, "expected a number, 0 or more, as the cost of the request");
    }
}

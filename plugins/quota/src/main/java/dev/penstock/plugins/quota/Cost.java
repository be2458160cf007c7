package dev.penstock.plugins.quota;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;

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
        /** Before the answer is asked for: it should come in a coding that can be read. */
        void prepare(Call call) {
            if (amount.reads(Direction.RESPONSE)) {
                ContentCoding.narrow(call.outbound().headers());
            }
        }

        /** An answer that does not say it costs nothing, nor does one too long to be looked at: it passes as it is. */
        Future<Long> of(Call call, Reply reply) {
            return amount.reads(Direction.RESPONSE)
                    ? Peek.into(reply).map(held -> held ? stated(call) : 0)
                    : Future.succeededFuture(stated(call));
        }

        private long stated(Call call) {
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

package dev.penstock.engine.expression;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import java.util.Optional;

/**
 * An expression and what it reads. Immutable; used by any number of calls at a time.
 *
 * @param <T> see {@link Expression}
 */
public interface Compiled<T> extends Expression<T> {
    /** What it may read, whichever way it goes at run time. */
    Reads reads();

    /** Whether its value is the same for every call. */
    boolean isConstant();

    @Override
    default Optional<T> constant() {
        return isConstant() ? Optional.ofNullable(evaluate(null)) : Optional.empty();
    }

    @Override
    default boolean reads(Direction direction) {
        return direction == Direction.REQUEST ? readsRequestBody() : readsResponseBody();
    }

    /** Whether the body of the request must be whole before it is evaluated. */
    default boolean readsRequestBody() {
        return reads().requestBody();
    }

    /** Whether it can only be evaluated where a response exists. */
    default boolean readsResponse() {
        return reads().response();
    }

    /** Whether the body of the response must be whole before it is evaluated. */
    default boolean readsResponseBody() {
        return reads().responseBody();
    }
}

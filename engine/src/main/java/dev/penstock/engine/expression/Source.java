package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;

/** What stands in one {@code ${…}}, compiled. */
@FunctionalInterface
interface Source {
    /**
     * A plain JSON value, perhaps null.
     *
     * @throws Absent when something that is read is not there
     * @throws dev.penstock.sdk.Problem for all else that goes wrong
     */
    Object read(Call call);
}

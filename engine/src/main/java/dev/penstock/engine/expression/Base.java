package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;

/** Where a look-up starts: a name of the language or a declared one. */
interface Base {
    String baseName();

    /** Whether what is missing below it is missing in an answer; else the client's request lacks it. */
    boolean isAnswer();

    /**
     * A plain JSON value, its maps perhaps views.
     *
     * @throws Absent when there is none in this call
     */
    Object value(Call call);
}

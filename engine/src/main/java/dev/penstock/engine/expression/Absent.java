package dev.penstock.engine.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.penstock.sdk.Problem;

/** A value that an expression reads and that is not there. CEL passes it on, {@code default} catches it. */
final class Absent extends CelRuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean answer;

    /**
     * @param name as an expression would write it
     * @param answer whether an answer lacks it; else the client's request does
     */
    Absent(String name, boolean answer) {
        super(null, CelErrorCode.ATTRIBUTE_NOT_FOUND);
        this.name = name;
        this.answer = answer;
    }

    Problem problem() {
        return answer
                ? Problem.of(Problem.Kind.UPSTREAM_FAILED, "expected " + name + ", the answer lacks it")
                : Problem.of(Problem.Kind.MALFORMED, "expected " + name + ", the request lacks it");
    }

    @Override
    public String getMessage() {
        return name + " is absent";
    }

    /** No stack trace: it says what a request lacks, and is made for as many requests as a client sends. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

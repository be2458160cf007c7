package dev.penstock.sdk;

/**
 * A name that a step {@linkplain StepContext#declare declared} and that expressions may read. In one call it is
 * unfilled (reading it is an error of the reader), filled, null or left out; what was said last holds.
 */
public interface Slot {
    /** The name in expressions, a CEL identifier. */
    String name();

    /**
     * Gives the name its value in this call.
     *
     * @param json a JSON value, usually a map; null makes every expression that reads the name null as a whole
     */
    void fill(Call call, Object json);

    /** Leaves the name out: keys of a template whose expression reads it are left out. */
    void leaveOut(Call call);

    /** Says that what it holds in this call was made of an answer that may be used again so; the strictest counts. */
    void madeOf(Call call, Reuse part);

    /** How what it holds in this call may be used again. */
    Reuse reuse(Call call);

    /** Whether it was left out in this call. */
    boolean isLeftOut(Call call);
}

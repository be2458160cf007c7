package dev.penstock.sdk;

/**
 * A {@link Stage} that verifies one kind of credential: of several such steps in an {@code any-of}, the first whose
 * credential a call carries decides.
 */
@FunctionalInterface
public interface Credential {
    /** Whether the call carries this credential, good or bad; on the call's event loop. */
    boolean isPresent(Call call);

    /**
     * Drops from the request what only this stage may write into it, such as header fields that tell of claims: called
     * for each step of an {@code any-of} before one of them decides, so that no client speaks in the name of another.
     */
    default void cleanse(Call call) {}
}

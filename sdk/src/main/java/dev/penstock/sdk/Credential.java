package dev.penstock.sdk;

/**
 * A {@link Stage} that verifies one kind of credential: of several such steps in an {@code any-of}, the first whose
 * credential a call carries decides.
 */
@FunctionalInterface
public interface Credential {
    /** Whether the call carries this credential, good or bad; on the call's event loop. */
    boolean isPresent(Call call);
}

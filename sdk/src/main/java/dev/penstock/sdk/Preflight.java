package dev.penstock.sdk;

import java.util.Optional;

/**
 * A {@link Stage} that also answers CORS preflights (Fetch standard, section 3.2.2): the gateway asks the step of the
 * route whose path matches, whatever the methods of that route, and no other step of it.
 */
@FunctionalInterface
public interface Preflight {
    /**
     * Answers a preflight, on the call's event loop.
     *
     * @param call whose request is the {@code OPTIONS} that the client sent
     * @return empty: the gateway answers as it does without such a step
     * @throws Problem what went wrong
     */
    Optional<Reply> preflight(Call call);
}

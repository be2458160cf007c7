package dev.penstock.sdk;

/**
 * Says of the answers that a step makes by itself how caches may keep them: by what of the request they were made of.
 *
 * @see StepContext#makes
 */
@FunctionalInterface
public interface Made {
    /**
     * Writes {@code Vary} and {@code Cache-Control}, on the call's loop.
     *
     * <p>{@code Vary} names the header fields of the client's request that the answer depends on, also by way of what the
     * steps above wrote. An answer that depends on who asks is {@code private}, and so is one below an auth step unless all
     * that it is made of is {@code public}. What is left is the strictest of its parts, of the slots that the step reads,
     * and of what the reply states itself.
     *
     * @param parts how the answers that this one was made of may be used, beside those that its slots hold
     */
    void mark(Call call, Reply reply, Reuse parts);
}

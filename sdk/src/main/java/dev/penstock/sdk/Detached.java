package dev.penstock.sdk;

/** A call that goes on without its client, made by {@link Call#detached}: who made it may give it up. */
public interface Detached extends Call {
    /**
     * Nobody wants its answer any more: what runs below is cancelled, the call ends as {@link Ending#ABANDONED}, and its
     * {@link Rest#run} completes with a 503 unless it has completed already. On its loop; without effect when it has
     * ended, or was never run.
     */
    void giveUp();
}

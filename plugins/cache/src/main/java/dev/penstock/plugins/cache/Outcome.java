package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import java.util.List;

/** What one who waits for a {@link Fetch} is given. */
sealed interface Outcome {
    /** The answer, its bytes as they come. */
    record Streamed(Answer answer, Body body, boolean stored) implements Outcome {
        @Override
        public void discard() {
            body.discard();
        }
    }

    /** A stored answer: one that was just validated, or that stands in for an error. */
    record Stored(Entry entry, int status) implements Outcome {}

    /** The fetch's own reply, for the one that started it alone. */
    record Given(Reply reply) implements Outcome {
        @Override
        public void discard() {
            reply.body().discard();
        }
    }

    /** The fetch failed, for all. */
    record Failed(Problem problem) implements Outcome {}

    /**
     * Nothing: fetch your own.
     *
     * @param vary the fields whose values made the difference; none: the answer was not to be shared
     */
    record Own(List<String> vary) implements Outcome {}

    /** Says that nobody takes it. */
    default void discard() {}
}

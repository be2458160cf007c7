package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import java.util.List;

/** What one who waits for a {@link Fetch} is given. */
sealed interface Outcome {
    /**
     * The answer, its bytes as they come.
     *
     * @param headers for this one, edited from now on: who started the fetch has all of them
     */
    record Streamed(Answer answer, MultiMap headers, Body body, boolean stored) implements Outcome {
        @Override
        public void discard() {
            body.discard();
        }
    }

    /**
     * A stored answer.
     *
     * @param why how it came that it is given
     * @param status what the fetch brought; 0 where it brought nothing
     */
    record Stored(Entry entry, Why why, int status) implements Outcome {}

    /** How it came that a stored answer is given. */
    enum Why {
        /** Others have just stored it. */
        FRESH,
        /** The upstream has just confirmed it. */
        VALIDATED,
        /** It stands in for an error. */
        ERROR,
        /** It stands in for an answer that is late. */
        LATE
    }

    /** The fetch's own reply, for the one that started it alone. */
    record Given(Reply reply) implements Outcome {
        @Override
        public void discard() {
            reply.body().discard();
        }
    }

    /** The fetch failed, for all. */
    record Failed(Problem problem) implements Outcome {}

    /** The time of who started the fetch is over; who has more time left may fetch again. */
    record Late(Problem problem) implements Outcome {}

    /**
     * Nothing: fetch your own.
     *
     * @param vary the fields whose values made the difference; none: the answer was not to be shared
     */
    record Own(List<String> vary) implements Outcome {}

    /** Says that nobody takes it. */
    default void discard() {}
}

package dev.penstock.plugins.quota;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What this gateway has taken of one count ahead of its requests, so that most of them need not ask the store. It is taken
 * from the shared count before it is used, so together no more is used than there is.
 *
 * <p>It is large only while it is used up: a second after it was given, what is unspent goes back with the next question,
 * or with the sweep. One question at a time asks for a lease, the others for what they cost, so that a gateway has one
 * lease of a count, whatever comes at once.
 *
 * <p>A closed one is leased no more: the sweep closes before it removes.
 */
final class Lease {
    /** How long it is good for, in milliseconds. */
    static final long AGE = Duration.ofSeconds(1).toMillis();

    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    /**
     * Never changed once it is here.
     *
     * @param standing when it was given; empty: none was yet
     * @param size what was given, 0 or more
     * @param left of it
     * @param from when, in milliseconds since the epoch
     * @param asking whether a question for the next one is under way
     */
    private record State(Optional<Standing> standing, long size, long left, long from, boolean asking, boolean closed) {
        static final State NONE = new State(Optional.empty(), 0, 0, Long.MIN_VALUE / 2, false, false);

        boolean isFresh(long now) {
            return now >= from && now < from + AGE;
        }

        boolean isOf(Plan plan) {
            return standing.filter(given -> given.plan().isLike(plan)).isPresent();
        }

        State with(long unspent, boolean nowAsking) {
            return new State(standing, size, unspent, from, nowAsking, closed);
        }
    }

    /** What to ask the store for beside the cost. */
    record Terms(long back, long want, boolean asksForLease) {
        static final Terms NONE = new Terms(0, 0, false);
    }

    /** Takes from it; empty when it is too small, too old, or of other limits. */
    Optional<Standing> take(Plan plan, long cost, long now) {
        while (true) {
            State before = state.get();
            if (before.left < cost || !before.isFresh(now) || !before.isOf(plan)) {
                return Optional.empty();
            }
            State after = before.with(before.left - cost, before.asking);
            if (state.compareAndSet(before, after)) {
                Standing given = before.standing.orElseThrow();
                return Optional.of(given.with(after.left));
            }
        }
    }

    /**
     * The terms of a question that is about to be asked; {@link #given} or {@link #failed} follows.
     *
     * @param most of this plan's limits
     * @return empty when it is closed
     */
    Optional<Terms> ask(Plan plan, long most, long now) {
        while (true) {
            State before = state.get();
            if (before.closed) {
                return Optional.empty();
            }
            if (before.asking) {
                return Optional.of(Terms.NONE);
            }
            long back = before.isOf(plan) ? before.left : 0;
            // Used up within its time: twice as much; else as much as was used.
            long want = before.isFresh(now) ? 2 * before.size + 1 : before.size - before.left;
            if (state.compareAndSet(before, before.with(0, true))) {
                return Optional.of(new Terms(back, before.standing.isEmpty() ? 0 : Math.min(most, want), true));
            }
        }
    }

    void given(TakeScript.Answer answer, long now) {
        State before = state.get();
        state.set(
                new State(Optional.of(answer.standing()), answer.leased(), answer.leased(), now, false, before.closed));
    }

    /** What was to go back is lost: too little is used, not too much. */
    void failed() {
        state.set(State.NONE);
    }

    /**
     * Gives back what was not spent in time.
     *
     * @param all whether what there is time for goes back too
     * @return how much of which limits; empty when there is nothing to give back
     */
    Optional<TakeScript.Question> unspent(boolean all, long now) {
        State before = state.get();
        boolean due = !before.asking && before.left > 0 && (all || !before.isFresh(now));
        if (!due || !state.compareAndSet(before, before.with(0, false))) {
            return Optional.empty();
        }
        return before.standing
                .map(Standing::plan)
                .filter(plan -> plan.covers(now))
                .map(plan -> new TakeScript.Question(plan, Long.MIN_VALUE, 0, before.left, 0, now));
    }

    /** Closes it if nobody has used it for its time. */
    boolean closeIfIdle(long now) {
        State before = state.get();
        boolean idle = !before.asking && before.left == 0 && !before.isFresh(now);
        return idle
                && state.compareAndSet(before, new State(before.standing, before.size, 0, before.from, false, true));
    }
}

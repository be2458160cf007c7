package dev.penstock.engine.upstream;

import dev.penstock.engine.call.Loop;

/** The place of one attempt among the requests that its target takes at once. On its loop, but for the turn. */
final class Seat {
    private final Places places;
    private final Loop loop;
    private final Runnable seated;
    private final Runnable turn = this::myTurn;
    private boolean taken;
    private boolean left;

    /** @param seated runs on the loop, once it is taken after a wait */
    Seat(Places places, Loop loop, Runnable seated) {
        this.places = places;
        this.loop = loop;
        this.seated = seated;
    }

    /** Takes a place, or waits for one. */
    Places.Answer take() {
        Places.Answer how = places.take(turn);
        taken = how == Places.Answer.TAKEN;
        return how;
    }

    /** On whatever thread: the place is this attempt's from now on. Never within the end of the one that had it. */
    private void myTurn() {
        loop.run(() -> loop.afterwards(() -> {
            taken = true;
            seated.run();
        }));
    }

    /** Gives the place up, or the wish for one; once. */
    void leave() {
        if (!taken) {
            places.withdraw(turn);
        } else if (!left) {
            left = true;
            places.leave();
        }
    }
}

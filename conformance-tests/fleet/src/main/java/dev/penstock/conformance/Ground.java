package dev.penstock.conformance;

import dev.penstock.fleet.Fleet;
import dev.penstock.fleet.MockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A gateway on one pipeline file, with mock backends in the place of its upstreams, where cases are run. */
interface Ground {
    /** Why a case cannot run here; empty: it can. */
    Optional<String> unfit(CaseSpec one);

    /** Begins a case: nothing seen yet, and all else as fresh as it can be here. */
    void begin(CaseSpec one);

    /** Moves the gateway's clock. */
    void advance(Duration by);

    /** Moves the gateway's clock there. */
    void moveTo(Instant time);

    /**
     * Sends a request, and waits for the whole answer.
     *
     * @param patience how long the answer may take, body included
     */
    Answer send(SendSpec request, Duration patience) throws SendFailed;

    /** The backends that stand in. */
    Fleet fleet();

    /** They by upstream, as far as one was named. */
    default Map<String, MockServer> backends() {
        return fleet().servers();
    }

    /** The backend of this upstream. */
    default MockServer backend(String upstream) {
        return fleet().server(upstream);
    }

    /** Moves the clock as a request wants it before it is sent. */
    default void moveClock(SendSpec request) {
        request.time().ifPresent(this::moveTo);
        request.after().ifPresent(this::advance);
    }
}

package dev.penstock.conformance;

import java.util.Optional;

/** A request of a case that could not be sent, or whose answer did not come whole. The message is for the report. */
final class SendFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Integer> status;

    SendFailed(String message) {
        this(message, Optional.empty());
    }

    /** @param status of the answer that did not come whole */
    SendFailed(String message, Optional<Integer> status) {
        super(message);
        this.status = status;
    }

    /** The status of the answer that did not come whole; empty: there was none. */
    Optional<Integer> status() {
        return status;
    }
}

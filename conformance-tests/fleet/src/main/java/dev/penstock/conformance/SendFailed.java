package dev.penstock.conformance;

/** A request of a case that could not be sent, or whose answer did not come whole. The message is for the report. */
final class SendFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SendFailed(String message) {
        super(message);
    }
}

package dev.penstock.sdk;

/** How a call ended, seen from its client. */
public enum Ending {
    /** The whole answer was written. */
    COMPLETE,
    /** The answer broke off: its source failed after the head was sent. */
    BROKEN,
    /** The client left, or a detached call was given up. */
    ABANDONED,
    /** The deadline passed after the head was sent. */
    LATE
}

package dev.penstock.fleet;

/** How a backend breaks instead of answering, or while it does. */
public enum MockFault {
    /** The connection is reset (TCP RST) without a byte. */
    RESET,
    /** The connection is closed (FIN) without a byte. */
    EMPTY,
    /** The head announces more than is sent before the connection closes. */
    TRUNCATE,
    /** Bytes that are no HTTP, then the connection closes. */
    GARBAGE,
    /** Nothing at all; the connection stays open until the client leaves. */
    HANG
}

package dev.penstock.engine.call;

/**
 * The upstream that a call was last sent to.
 *
 * @param millis until the head of its answer, or its failure
 */
public record SentTo(String upstream, double millis) {}

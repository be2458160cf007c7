package dev.penstock.plugins.cache;

/**
 * What is known when a fetch begins, for when its answer is stored: what was purged in between must not come back.
 *
 * @param purges how many purges this gateway had seen
 * @param seen what other gateways share under its key
 */
record Ticket(Labels labels, long purges, Seen seen) {}

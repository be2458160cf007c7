package dev.penstock.plugins.quota.concurrency;

/**
 * What one revision of the step allows.
 *
 * @param version larger than that of every revision before
 * @param limit how many at once
 * @param queue how many more may wait
 */
record Bounds(long version, int limit, int queue) {}

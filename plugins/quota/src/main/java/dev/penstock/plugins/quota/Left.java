package dev.penstock.plugins.quota;

/** What is left of the limits of a plan, each by its place in it. Does not change any more. */
interface Left {
    /** How much; below zero when more was charged than there was. */
    long of(int limit);

    /** What has come back of the next one, in nanoseconds of the window's length. */
    long part(int limit);
}

package dev.penstock.plugins.cache;

/**
 * How far a gateway had read the {@link PurgeLog}.
 *
 * @param log which one: another begins when the shared store begins anew
 * @param number how many purges it had
 */
record Position(String log, long number) {
    /** Before the first look. */
    static final Position UNKNOWN = new Position("", 0);
}

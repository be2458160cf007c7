package dev.penstock.engine.upstream.balance;

/** The targets of one pick, by index, in the order that their {@link Balancer} was made with. Read without locks. */
public interface Candidates {
    /** Whether this one may be taken. */
    boolean isOpen(int index);

    /** How many requests this one has, those that wait for it included. */
    int load(int index);
}

package dev.penstock.engine.deploy;

/**
 * What a look at the files brought.
 *
 * @param changed whether anything that serves, or a fault, is not what it was
 * @param faulty whether what changed has faults now
 * @param settled whether no change is under way; else a look soon finds its end
 */
public record Refreshed(boolean changed, boolean faulty, boolean settled) {
    /** Both together. */
    public Refreshed and(Refreshed other) {
        return new Refreshed(changed || other.changed, faulty || other.faulty, settled && other.settled);
    }
}

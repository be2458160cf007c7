package dev.penstock.engine.upstream.health;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passive outlier ejection: a target with too many errors is out for a while, by the gateway's clock, but never so that
 * more than half of all are out, for whatever reason. Whoever has no errors pays nothing for it.
 */
public final class Ejection {
    private final EjectRule rule;
    private final InstantSource clock;
    private final Map<Standing, ErrorWindow> windows = new ConcurrentHashMap<>();

    public Ejection(EjectRule rule, InstantSource clock) {
        this.rule = rule;
        this.clock = clock;
    }

    /**
     * One of them has made an error. What was under way to a target that is out already counts for nothing.
     *
     * @return whether it is ejected for that
     */
    public boolean erred(Standing one, List<Standing> all) {
        if (!one.isOpen()) {
            return false;
        }
        ErrorWindow window = windows.computeIfAbsent(one, fresh -> new ErrorWindow(rule));
        return window.add(clock.millis()) && eject(one, all, window);
    }

    private synchronized boolean eject(Standing one, List<Standing> all, ErrorWindow window) {
        long out = all.stream().filter(other -> !other.isOpen()).count();
        if (!one.isOpen() || (out + 1) * 2 > all.size()) {
            return false;
        }
        window.clear();
        one.eject(rule);
        return true;
    }

    /** Forgets all errors. */
    public void reset() {
        windows.clear();
    }

    /** Forgets the errors of targets that are none of these. */
    public void retain(List<Standing> those) {
        windows.keySet().retainAll(those);
    }
}

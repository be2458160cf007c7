package dev.penstock.engine;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.plugin.Retired;
import dev.penstock.engine.time.Ticks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Jars that are out of service, until the last of their classes has left the memory.
 *
 * <p>A quiet gateway may not collect its garbage for hours, so one collection is asked for when the jar is gone for a
 * while. What is still held then was left behind by the jar itself, and is told of.
 */
final class Departed {
    private static final System.Logger LOG = System.getLogger(Departed.class.getName());
    private static final Duration ASKS_AFTER = Duration.ofSeconds(5);
    private static final Duration TELLS_AFTER = Duration.ofSeconds(30);

    /** A jar on its way out. */
    private static final class Leaving {
        private final Retired jar;
        private final long since = Ticks.now();
        private boolean asked;
        private boolean told;

        Leaving(Retired jar) {
            this.jar = jar;
        }
    }

    private final Collection<Leaving> leaving = new CopyOnWriteArrayList<>();
    private final long asksAfter;
    private final long tellsAfter;
    private final Consumer<String> operator;

    Departed() {
        this(ASKS_AFTER, TELLS_AFTER, warning -> LOG.log(System.Logger.Level.WARNING, warning));
    }

    /**
     * None yet.
     *
     * @param asksAfter how long a jar is gone when a collection is asked for
     * @param tellsAfter how long it is gone when the operator hears that it is held
     * @param operator who hears it
     */
    Departed(Duration asksAfter, Duration tellsAfter, Consumer<String> operator) {
        this.asksAfter = asksAfter.toMillis();
        this.tellsAfter = tellsAfter.toMillis();
        this.operator = operator;
    }

    void add(Retired jar) {
        leaving.add(new Leaving(jar));
    }

    /** How many are still held. */
    int held() {
        return (int) leaving.stream().filter(left -> left.jar.isHeld()).count();
    }

    /** Looks at all of them; by one thread at a time. */
    void look() {
        leaving.removeIf(left -> !left.jar.isHeld());
        List<Leaving> due = leaving.stream()
                .filter(left -> !left.asked && Ticks.millisSince(left.since) > asksAfter)
                .toList();
        if (!due.isEmpty()) {
            due.forEach(left -> left.asked = true);
            CamelContexts.letGo();
            System.gc();
        }
        leaving.forEach(this::tell);
    }

    private void tell(Leaving left) {
        if (left.told || Ticks.millisSince(left.since) < tellsAfter) {
            return;
        }
        left.told = true;
        List<String> threads = left.jar.threads();
        operator.accept(left.jar.jar() + " (" + left.jar.identity()
                + ") is out of service, but its classes are still held: "
                + (threads.isEmpty()
                        ? "look for what it registered in the JVM, such as drivers, hooks and thread locals"
                        : "its 'stop' must end the threads " + threads));
    }
}

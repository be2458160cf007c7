package dev.penstock.plugins.script;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded hook module with its realms: one for each event loop, bound to the loop that first asks, and those that the
 * pool borrows.
 *
 * <p>Runs on a loop share the loop's realm: while one waits for its body another may go on, since JavaScript runs only
 * within slices. A run in the pool has its realm to itself. After its first overrun a hook runs in the pool alone, so
 * that it can hold up a loop once. Its first runs are there too, with more time: they pay for the start of its code.
 */
final class Hook {
    private static final int MORE_IDLE = 4;
    private static final int MOST_IN_POOL = 64;
    private static final int COLD_RUNS = 30;

    private final Realms realms;
    private final HookSource source;
    private final Realm first;
    private final int mostIdle;
    private final Queue<Realm> idle = new ConcurrentLinkedQueue<>();
    private final Map<Thread, Realm> loops = new ConcurrentHashMap<>();
    private final AtomicInteger inPool = new AtomicInteger();
    private final AtomicInteger coldRuns = new AtomicInteger(COLD_RUNS);
    private volatile boolean moved;
    private volatile boolean closed;
    private int users = 1;

    /**
     * Makes the realms of the loops; blocks.
     *
     * @param loops how many event loops there are
     */
    Hook(Realms realms, HookSource source, int loops) throws LoadFault {
        this.realms = realms;
        this.source = source;
        this.mostIdle = loops + MORE_IDLE;
        this.first = realms.create(source);
        idle.add(first);
        for (int i = 1; i < loops; i++) {
            idle.add(realms.create(source));
        }
    }

    HookSource source() {
        return source;
    }

    boolean hasOnRequest() {
        return first.hasOnRequest();
    }

    boolean hasOnResponse() {
        return first.hasOnResponse();
    }

    /** Whether it has run a few times only. */
    boolean isCold() {
        return coldRuns.get() > 0;
    }

    /** It ran to its end. */
    void ran() {
        if (isCold()) {
            coldRuns.decrementAndGet();
        }
    }

    /**
     * The realm of this thread; none when the hook has to run in the pool.
     *
     * @param now whether a hook that is cold may run on the loop all the same
     */
    Optional<Realm> ofLoop(boolean now) {
        if (moved || (isCold() && !now)) {
            return Optional.empty();
        }
        Thread loop = Thread.currentThread();
        Realm realm = loops.get(loop);
        if (realm == null) {
            realm = idle.poll();
            if (realm != null) {
                loops.put(loop, realm);
            }
        }
        return Optional.ofNullable(realm).filter(alive -> !alive.isDead());
    }

    /** From now on it runs in the pool. */
    void move() {
        moved = true;
    }

    /**
     * A realm for one run in the pool, made when none is idle; on a thread of the pool.
     *
     * @return none when too many runs wait for their bodies
     */
    Optional<Realm> borrow() throws LoadFault {
        if (inPool.incrementAndGet() > MOST_IN_POOL) {
            inPool.decrementAndGet();
            return Optional.empty();
        }
        Realm ready = idle.poll();
        try {
            return Optional.of(ready == null ? realms.create(source) : ready);
        } catch (LoadFault | RuntimeException fault) {
            inPool.decrementAndGet();
            throw fault;
        }
    }

    /** Gives back what {@link #borrow} gave. */
    void giveBack(Realm realm) {
        inPool.decrementAndGet();
        if (realm.isDead()) {
            return;
        }
        if (closed || idle.size() >= mostIdle) {
            realm.cancel();
        } else {
            idle.add(realm);
        }
    }

    /** One more step uses it; under the lock of {@link Hooks}. */
    void use() {
        users++;
    }

    /** One step less uses it; true when it was the last. Under the lock of {@link Hooks}. */
    boolean leave() {
        return --users == 0;
    }

    /** Ends all realms. */
    void close() {
        closed = true;
        loops.values().forEach(Realm::close);
        for (Realm realm = idle.poll(); realm != null; realm = idle.poll()) {
            realm.close();
        }
    }
}

package dev.penstock.plugins.script;

import dev.penstock.sdk.Pool;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded hook module with its realms: one for each event loop, bound to the loop that first asks, and those that the
 * pool borrows.
 *
 * <p>Runs on a loop share the loop's realm: while one waits for its body another may go on, since JavaScript runs only
 * within slices. A run in the pool has its realm to itself. A realm that is worn is replaced: a loop's by one that was
 * made in the pool meanwhile.
 */
final class Hook {
    private static final int MORE_IDLE = 4;
    private static final int MOST_IN_POOL = 64;

    private final Realms realms;
    private final HookSource source;
    private final boolean hasOnRequest;
    private final boolean hasOnResponse;
    private final int mostIdle;
    private final Queue<Realm> idle = new ConcurrentLinkedQueue<>();
    private final Map<Thread, Realm> loops = new ConcurrentHashMap<>();
    private final AtomicInteger inPool = new AtomicInteger();
    private final AtomicBoolean refilling = new AtomicBoolean();
    private final Probation probation = new Probation();
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
        Realm first = realms.create(source);
        this.hasOnRequest = first.hasOnRequest();
        this.hasOnResponse = first.hasOnResponse();
        idle.add(first);
        for (int i = 1; i < loops; i++) {
            idle.add(realms.create(source));
        }
    }

    HookSource source() {
        return source;
    }

    boolean hasOnRequest() {
        return hasOnRequest;
    }

    boolean hasOnResponse() {
        return hasOnResponse;
    }

    Probation probation() {
        return probation;
    }

    /**
     * The realm of this thread; none when the hook has to run in the pool.
     *
     * @param now whether a hook that is cold may run on the loop all the same
     * @param pool where a fresh realm is made when this one is worn
     */
    Optional<Realm> ofLoop(boolean now, Pool pool) {
        if (probation.isSlow() || (probation.isCold() && !now)) {
            return Optional.empty();
        }
        Thread loop = Thread.currentThread();
        Realm realm = loops.get(loop);
        if (realm == null || realm.isDead() || realm.isWorn()) {
            realm = renewed(loop, realm, pool);
        }
        return Optional.ofNullable(realm);
    }

    /** A fresh realm where one is ready, else the old one as long as it will do. */
    private Realm renewed(Thread loop, Realm old, Pool pool) {
        Realm fresh = idle.poll();
        if (fresh != null) {
            loops.put(loop, fresh);
            return fresh;
        }
        if (refilling.compareAndSet(false, true)) {
            pool.run(this::refill).onComplete(end -> refilling.set(false));
        }
        return old == null || old.isDead() || old.isWornOut() ? null : old;
    }

    private Realm refill() throws LoadFault {
        Realm fresh = realms.create(source);
        idle(fresh);
        return fresh;
    }

    /** Holds a loop's realm that was cancelled no more. */
    void forget(Realm dead) {
        loops.values().remove(dead);
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
        if (!realm.isDead()) {
            idle(realm);
        }
    }

    private void idle(Realm realm) {
        if (closed || realm.isWorn() || idle.size() >= mostIdle) {
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

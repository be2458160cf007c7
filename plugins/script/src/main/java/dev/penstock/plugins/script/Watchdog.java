package dev.penstock.plugins.script;

import com.sun.management.ThreadMXBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Looks once a millisecond at every slice that runs, from one thread, by the CPU time and the allocated bytes of the
 * slice's thread; it parks when nothing has run for a while.
 *
 * <p>The hot path is two volatile writes and one read: a runner publishes its slice, then reads {@link #parked}; the
 * watchdog sets {@code parked}, then looks for slices once more. One of the two sees the other.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.penstock.script");
    private static final long PERIOD_NANOS = 1_000_000;
    private static final int IDLE_LOOKS = 100;

    /** The slice that a thread runs, if any. */
    private static final class Post {
        private final Thread thread = Thread.currentThread();
        private volatile Slice slice;
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Post> post = ThreadLocal.withInitial(this::enlist);
    private final Thread thread = new Thread(this::watch, "penstock-script-watchdog");
    private volatile boolean parked;
    private volatile boolean closed;

    Watchdog() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Runs JavaScript on this thread under the eyes of the watchdog.
     *
     * @param allocated takes how many bytes it allocated, however it ends
     */
    void run(Slice slice, Runnable script, LongConsumer allocated) {
        Post mine = post.get();
        long before = threads.getCurrentThreadAllocatedBytes();
        slice.begin(before);
        mine.slice = slice;
        if (parked) {
            LockSupport.unpark(thread);
        }
        try {
            script.run();
        } finally {
            mine.slice = null;
            allocated.accept(threads.getCurrentThreadAllocatedBytes() - before);
        }
    }

    /** Whether what runs on this thread may still allocate this much. */
    boolean affords(long bytes) {
        Slice slice = post.get().slice;
        return slice == null || slice.affords(threads.getCurrentThreadAllocatedBytes(), bytes);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private Post enlist() {
        Post mine = new Post();
        posts.removeIf(other -> !other.thread.isAlive());
        posts.add(mine);
        return mine;
    }

    private void watch() {
        for (int idle = 0; !closed; ) {
            idle = lookSafely() ? 0 : idle + 1;
            if (idle < IDLE_LOOKS) {
                LockSupport.parkNanos(this, PERIOD_NANOS);
            } else {
                parked = true;
                if (!lookSafely() && !closed) {
                    LockSupport.park(this);
                }
                parked = false;
                idle = 0;
            }
        }
    }

    /** Whatever goes wrong in one look, such as a lack of memory, the next is made all the same. */
    private boolean lookSafely() {
        try {
            return look();
        } catch (RuntimeException | Error broken) {
            LOG.log(Level.ERROR, "the watchdog of hooks failed to look", broken);
            return true;
        }
    }

    private boolean look() {
        boolean busy = false;
        for (Post each : posts) {
            Slice slice = each.slice;
            if (slice != null) {
                long id = each.thread.getId();
                slice.look(threads.getThreadCpuTime(id), threads.getThreadAllocatedBytes(id));
                busy = true;
            }
        }
        return busy;
    }
}

package dev.penstock.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.engine.http.RequestListener;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line of JSON for each request.
 *
 * <p>Loops only put what has ended into a bounded queue; one thread makes the lines and writes them, all that came within
 * {@value #GATHERED_MILLIS} ms at once. When the reader of the log is too slow, lines are dropped and counted, and no
 * request waits.
 */
public final class AccessLog implements RequestListener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
    private static final int QUEUE = 50_000;
    private static final int GATHERED_MILLIS = 20;

    private final InstantSource clock;
    private final OutputStream out;
    private final BlockingQueue<AccessLine> lines = new LinkedBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread writer = new Thread(this::write, "penstock-access-log");

    public AccessLog(InstantSource clock, OutputStream out) {
        this.clock = clock;
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void ended(Ended request) {
        if (!lines.offer(new AccessLine(clock.instant(), request))) {
            dropped.incrementAndGet();
        }
    }

    @SuppressWarnings("ReferenceEquality") // LAST is a mark, not a line.
    private void write() {
        try (JsonGenerator json = AccessLine.to(out)) {
            for (AccessLine line = lines.take(); !line.isEnd(); line = lines.take()) {
                line.write(json);
                if (lines.isEmpty()) {
                    json.flush();
                    tellDropped();
                    // Those that end meanwhile need wake nobody.
                    closed.await(GATHERED_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.ERROR, "the access log cannot be written any more", broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellDropped() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.log(System.Logger.Level.WARNING, lost + " access log lines were dropped: their reader is slow");
        }
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (lines.offer(AccessLine.END, 1, TimeUnit.SECONDS)) {
                writer.join(1_000);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

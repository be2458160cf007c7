package dev.penstock.engine.admin;

import dev.penstock.engine.http.RequestListener;
import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line of JSON for each request, without its query, cookies and credentials.
 *
 * <p>Loops only put lines into a bounded queue; one thread writes them. When the reader of the log is too slow, lines
 * are dropped and counted, and no request waits.
 */
public final class AccessLog implements RequestListener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
    private static final int QUEUE = 50_000;

    private final InstantSource clock;
    private final OutputStream out;
    private final BlockingQueue<Buffer> lines = new LinkedBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer = new Thread(this::write, "penstock-access-log");
    private volatile boolean closed;

    public AccessLog(InstantSource clock, OutputStream out) {
        this.clock = clock;
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void ended(Ended request) {
        if (!lines.offer(Json.write(line(request)).appendString("\n"))) {
            dropped.incrementAndGet();
        }
    }

    private Map<String, Object> line(Ended request) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("id", request.id());
        line.put("client", request.client());
        request.principal()
                .flatMap(who -> who.consumer().or(who::subject))
                .ifPresent(consumer -> line.put("consumer", consumer));
        line.put("host", request.host());
        line.put("method", request.method());
        line.put("path", request.path());
        line.put("status", request.status());
        line.put("bytes", request.bytes());
        line.put("duration_ms", rounded(request.millis()));
        request.route().ifPresent(route -> {
            line.put("api", route.api());
            line.put("route", route.route());
        });
        request.upstream().ifPresent(upstream -> {
            line.put("upstream", upstream.upstream());
            line.put("upstream_ms", rounded(upstream.millis()));
        });
        line.put("trace", request.trace());
        return line;
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1e3) / 1e3;
    }

    private void write() {
        try {
            while (!closed || !lines.isEmpty()) {
                Buffer line = lines.take();
                for (; line != null; line = lines.poll()) {
                    out.write(line.getBytes());
                }
                out.flush();
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    LOG.log(System.Logger.Level.WARNING, lost + " access log lines were dropped: their reader is slow");
                }
            }
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.ERROR, "the access log cannot be written any more", broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is queued, then ends. */
    @Override
    public void close() {
        closed = true;
        lines.offer(Buffer.buffer());
        try {
            writer.join(1_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

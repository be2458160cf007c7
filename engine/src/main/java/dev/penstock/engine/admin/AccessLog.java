package dev.penstock.engine.admin;

import dev.penstock.engine.call.SentTo;
import dev.penstock.engine.http.RequestListener;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.RouteName;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line of JSON for each request, without its query, cookies and credentials. Its keys are always the same: what a
 * request did not meet is null, but a consumer that is not there is left out.
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
        if (!lines.offer(printable(Json.write(line(request))).appendString("\n"))) {
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
        line.put("api", request.route().map(RouteName::api).orElse(null));
        line.put("route", request.route().map(RouteName::route).orElse(null));
        line.put("upstream", request.upstream().map(SentTo::upstream).orElse(null));
        line.put(
                "upstream_ms",
                request.upstream().map(sent -> rounded(sent.millis())).orElse(null));
        line.put("trace", request.trace());
        return line;
    }

    /** JSON lets DEL, the C1 controls and the line separators of Unicode pass; a terminal or a reader of lines may not. */
    private static Buffer printable(Buffer json) {
        if (!hasUnprintable(json)) {
            return json;
        }
        String text = json.toString(StandardCharsets.UTF_8);
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnprintable(c)) {
                safe.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                safe.append(c);
            }
        }
        return Buffer.buffer(safe.toString());
    }

    private static boolean isUnprintable(char c) {
        return (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
    }

    /** Whether a byte is DEL or begins a character beyond ASCII: those are looked at one by one. */
    private static boolean hasUnprintable(Buffer json) {
        for (int i = 0; i < json.length(); i++) {
            byte b = json.getByte(i);
            if (b < 0 || b == 0x7f) {
                return true;
            }
        }
        return false;
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

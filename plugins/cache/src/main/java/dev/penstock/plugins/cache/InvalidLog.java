package dev.penstock.plugins.cache;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The keys that gateways made invalid, in the order in which they did, so that each drops the copies in its memory.
 * Messages only say that there is something new: who missed one finds it at the next look. Who missed more than is kept is
 * told that anything may be invalid; where the log begins anew, each gateway writes down again what it had written.
 */
final class InvalidLog {
    static final String CHANNEL = "penstock:cache:invalid";

    /**
     * Hears of what others made invalid.
     *
     * @param anything more than can be told
     */
    record Told(Consumer<String> key, Runnable anything) {}

    private final SharedStore store;
    private final Log log;
    private final Told told;
    private final String own = UUID.randomUUID().toString();
    private final Deque<String> mine = new ArrayDeque<>();
    private Position position = Position.UNKNOWN; // of the one that reads
    private Future<Void> reading = Future.succeededFuture();
    private boolean waiting;

    InvalidLog(SharedStore store, Told told) {
        this.store = store;
        this.log = new Log(store, CHANNEL);
        this.told = told;
    }

    /** Tells the others; fails while the store is down. */
    Future<Void> append(String key) {
        return log.append(own + key).compose(there -> {
            remember(key);
            return store.publish(CHANNEL, Buffer.buffer("1"));
        });
    }

    private synchronized void remember(String key) {
        mine.add(key);
        if (mine.size() > Log.MOST) {
            mine.remove();
        }
    }

    /** Reads on; one at a time, and one look for all who ask before it begins. */
    synchronized Future<Void> catchUp() {
        if (!waiting) {
            waiting = true;
            reading = reading.transform(before -> begin());
        }
        return reading;
    }

    private Future<Void> begin() {
        synchronized (this) {
            waiting = false;
        }
        return log.read(position).compose(news -> {
            boolean first = position.equals(Position.UNKNOWN);
            position = news.position();
            if (news.areCut()) {
                told.anything.run();
            }
            for (String text : news.texts()) {
                if (!text.startsWith(own) && text.length() > own.length()) {
                    told.key.accept(text.substring(own.length()));
                }
            }
            return news.goesOn() || first ? Future.succeededFuture() : again(news.texts());
        });
    }

    private Future<Void> again(List<String> kept) {
        List<String> missing;
        synchronized (this) {
            missing = mine.stream().filter(key -> !kept.contains(own + key)).toList();
        }
        return Future.join(missing.stream().map(key -> log.append(own + key)).toList())
                .mapEmpty();
    }
}

package dev.penstock.plugins.cache;

import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The purges of all gateways in the order in which they were asked for, kept in the shared store, and how far this
 * gateway has read them.
 *
 * <p>An answer in the shared store says how far its gateway had read when it was asked for; every purge after that counts
 * for it, whoever reads it. Messages only say that there is something new: who missed one finds it at the next look. While this
 * gateway does not know how the log goes on, or has purges that are not in it yet, it {@linkplain #isCurrent leaves} the
 * shared store alone.
 *
 * <p>Where the log was lost, since the store began anew, or goes back further than it holds, all that it still holds
 * counts again, what this gateway asked for is written again, and if older purges are missing all that is stored here is
 * taken for stale.
 */
final class PurgeLog {
    static final String CHANNEL = "penstock:cache:purges";

    private final SharedStore store;
    private final Log log;
    private final Consumer<Mark> apply;
    private final String own = UUID.randomUUID().toString();
    private final Deque<Mark> mine = new ArrayDeque<>();
    private final Deque<Mark> unsent = new ArrayDeque<>();
    private final List<Mark> read = new ArrayList<>(); // the last of them has the number of the position
    private volatile Position position = Position.UNKNOWN;
    private volatile boolean current;
    private Future<Void> reading = Future.succeededFuture();

    /** @param apply told of the purges of others */
    PurgeLog(SharedStore store, Consumer<Mark> apply) {
        this.store = store;
        this.log = new Log(store, CHANNEL);
        this.apply = apply;
    }

    /** A mark of this gateway's own. */
    Mark mark(Purge purge) {
        return new Mark(own + ":" + UUID.randomUUID(), purge);
    }

    boolean isCurrent() {
        return current && store.isUp();
    }

    Position position() {
        return position;
    }

    /** The store was lost: nobody knows what others purge. */
    void lost() {
        current = false;
    }

    /** Writes down a purge that counts here already. */
    Future<Void> append(Mark mark) {
        synchronized (this) {
            current = false;
            if (unsent.size() == Log.MOST) {
                unsent.clear();
                unsent.add(new Mark(own, Mark.all("", false).purge()));
            } else if (unsent.stream().noneMatch(other -> other.purge().equals(mark.purge()))) {
                unsent.add(mark);
            }
        }
        return catchUp().compose(read -> store.publish(CHANNEL, Buffer.buffer("1")));
    }

    /** Writes what is not written yet, and reads on; one at a time. */
    synchronized Future<Void> catchUp() {
        reading =
                reading.transform(before -> write()).compose(written -> read()).onFailure(down -> lost());
        return reading;
    }

    private Future<Void> write() {
        Mark next;
        synchronized (this) {
            next = unsent.peek();
        }
        return next == null
                ? Future.succeededFuture()
                : log.append(next.write()).compose(done -> {
                    synchronized (this) {
                        unsent.remove(next);
                        mine.add(next);
                        if (mine.size() > Log.MOST) {
                            mine.remove();
                        }
                    }
                    return write();
                });
    }

    private Future<Void> read() {
        return log.read(position).compose(news -> {
            List<Mark> marks = news.texts().stream().map(Mark::read).toList();
            take(news, marks);
            if (news.areCut()) {
                apply.accept(Mark.all("", true));
            }
            boolean rewrite = !news.goesOn() && isMissingMine(marks);
            marks.stream()
                    .filter(mark -> !news.goesOn() || !mark.id().startsWith(own))
                    .forEach(apply);
            return rewrite ? write().compose(written -> read()) : Future.succeededFuture();
        });
    }

    private synchronized void take(Log.News news, List<Mark> marks) {
        if (!news.goesOn()) {
            read.clear();
        }
        read.addAll(marks);
        if (read.size() > Log.MOST) {
            read.subList(0, read.size() - Log.MOST).clear();
        }
        position = news.position();
        current = unsent.isEmpty();
    }

    /** Whether purges of this gateway are in no log any more; they are to be written again. */
    private synchronized boolean isMissingMine(List<Mark> news) {
        List<Mark> missing = mine.stream().filter(mark -> !news.contains(mark)).toList();
        mine.removeAll(missing);
        unsent.addAll(missing);
        current = current && missing.isEmpty();
        return !missing.isEmpty();
    }

    /** What is left of an answer of the shared store by what was purged since it was asked for. */
    Optional<Entry> after(Parcel.Stored stored, Instant now) {
        Entry entry = stored.entry();
        for (Mark mark : since(stored.at())) {
            if (mark.meets(entry)) {
                if (!mark.purge().soft()) {
                    return Optional.empty();
                }
                entry = entry.stale(now);
            }
        }
        return Optional.of(entry);
    }

    private synchronized List<Mark> since(Position at) {
        long missed = position.number() - at.number();
        if (!at.log().equals(position.log()) || missed > read.size()) {
            return List.of(Mark.all("", false));
        }
        return missed <= 0 ? List.of() : List.copyOf(read.subList((int) (read.size() - missed), read.size()));
    }
}

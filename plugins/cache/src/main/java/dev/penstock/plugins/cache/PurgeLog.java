package dev.penstock.plugins.cache;

import dev.penstock.sdk.HttpCache.Purge;
import dev.penstock.sdk.SharedStore;
import dev.penstock.sdk.SharedStore.Script;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
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

    private static final String KEY = "penstock:cache:purges";
    private static final int MOST = 1000;
    /** Longer than what is stored beside it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Script APPEND = new Script("""
            redis.call('HSETNX', KEYS[1], 'log', ARGV[1])
            local number = redis.call('HINCRBY', KEYS[1], 'number', 1)
            redis.call('HSET', KEYS[1], tostring(number), ARGV[2])
            redis.call('HDEL', KEYS[1], tostring(number - tonumber(ARGV[3])))
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            return {}
            """);

    private static final Script READ = new Script("""
            redis.call('HSETNX', KEYS[1], 'log', ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[5])
            local log = redis.call('HGET', KEYS[1], 'log')
            local number = tonumber(redis.call('HGET', KEYS[1], 'number') or '0')
            local from = tonumber(ARGV[3])
            if log ~= ARGV[2] or from > number then
              from = 0
            end
            from = math.max(from, number - tonumber(ARGV[4]))
            local answer = {log, tostring(from)}
            for i = from + 1, number do
              answer[#answer + 1] = redis.call('HGET', KEYS[1], tostring(i)) or ''
            end
            return answer
            """);

    private final SharedStore store;
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
            if (unsent.size() == MOST) {
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
                : store.run(APPEND, KEY, arguments(next)).compose(done -> {
                    synchronized (this) {
                        unsent.remove(next);
                        mine.add(next);
                        if (mine.size() > MOST) {
                            mine.remove();
                        }
                    }
                    return write();
                });
    }

    private static List<String> arguments(Mark mark) {
        return List.of(
                UUID.randomUUID().toString(), mark.write(), String.valueOf(MOST), String.valueOf(KEPT.toMillis()));
    }

    private Future<Void> read() {
        Position from = position;
        List<String> arguments = List.of(
                UUID.randomUUID().toString(),
                from.log(),
                String.valueOf(from.number()),
                String.valueOf(MOST),
                String.valueOf(KEPT.toMillis()));
        return store.run(READ, KEY, arguments).compose(answer -> {
            long start = Long.parseLong(answer.get(1));
            List<Mark> news =
                    answer.subList(2, answer.size()).stream().map(Mark::read).toList();
            boolean goesOn = answer.get(0).equals(from.log()) && start == from.number();
            take(answer.get(0), start, news, goesOn);
            if (!goesOn && start > 0) {
                apply.accept(Mark.all("", true));
            }
            boolean rewrite = !goesOn && isMissingMine(news);
            news.stream().filter(mark -> !goesOn || !mark.id().startsWith(own)).forEach(apply);
            return rewrite ? write().compose(written -> read()) : Future.succeededFuture();
        });
    }

    private synchronized void take(String log, long start, List<Mark> news, boolean goesOn) {
        if (!goesOn) {
            read.clear();
        }
        read.addAll(news);
        if (read.size() > MOST) {
            read.subList(0, read.size() - MOST).clear();
        }
        position = new Position(log, start + news.size());
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

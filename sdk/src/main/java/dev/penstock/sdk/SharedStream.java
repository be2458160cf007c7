package dev.penstock.sdk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stream for many readers: a list of chunks that grows at its end, and readers that walk along it.
 *
 * <p><b>Threads.</b> The list and what is known about the readers are guarded by this object's lock, held for a few
 * assignments and never while foreign code runs. So a reader takes the next chunk on its own loop without a hop. Only
 * two signals hop: "there is more" from the source's loop to the loop of each reader that ran dry, and "one more chunk"
 * from a reader's loop to the source's. The source is asked for one chunk at a time: a reader is dry, and not too much
 * is held for the slowest.
 *
 * <p><b>Memory.</b> A chunk lives as long as somebody stands before it: each reader that has not read it, and the start
 * while one may still join. There is no list to trim.
 */
final class SharedStream implements Shared {
    /** What is known of the source beside its bytes. */
    record Origin(long length, Body.Source source, Runnable abandon, Body.Holding holding) {}

    /** A place before a chunk; the one before the chunk that is still to come has neither. */
    private static final class Link {
        private Buffer chunk;
        private Link next;
    }

    private final ReadStream<Buffer> source;
    private final Origin origin;
    private final long max;
    private final Loop home = Loop.current();
    private final List<Reader> readers = new ArrayList<>();
    private Link last = new Link();
    private Link start = last; // null: nobody joins any more
    private long came;
    private long taken; // of the memory that bodies may take; on the source's loop
    private int dry;
    private boolean keeps;
    private boolean asked;
    private boolean over; // nothing comes any more
    private boolean whole; // since the source came to its end
    private Throwable failure; // since it broke off

    /**
     * @param source paused, without handlers
     * @param keeps whether the source goes on, and can be joined, without readers, until {@link #release}
     */
    SharedStream(ReadStream<Buffer> source, Origin origin, long max, boolean keeps) {
        this.source = source;
        this.origin = origin;
        this.max = max;
        this.keeps = keeps;
        source.exceptionHandler(this::broken);
        source.endHandler(end -> ended());
        source.handler(this::chunk);
    }

    @Override
    public Optional<Body> join() {
        Reader reader;
        synchronized (this) {
            if (start == null) {
                return Optional.empty();
            }
            reader = new Reader(start);
            readers.add(reader);
        }
        return Optional.of(new StreamBody(reader.outlet, origin.length, origin.source, reader::leave));
    }

    synchronized boolean canJoin() {
        return start != null;
    }

    /** Nobody joins any more; without readers the source is stopped, now or when the last one leaves. */
    void release() {
        boolean stop;
        synchronized (this) {
            keeps = false;
            start = null;
            stop = isAbandoned();
        }
        home.run(this::giveUnlessJoinable);
        stopOrAsk(stop);
    }

    private void chunk(Buffer chunk) {
        List<Reader> waiting;
        boolean room = canJoin() && take(chunk.length());
        synchronized (this) {
            asked = false;
            if (over) {
                return;
            }
            came += chunk.length();
            last.chunk = chunk;
            last.next = new Link();
            last = last.next;
            if (came > max || !room) {
                start = null;
            }
            waiting = takeDry();
        }
        giveUnlessJoinable();
        waiting.forEach(Reader::wake);
    }

    private boolean take(int bytes) {
        boolean room = origin.holding.take(bytes);
        taken += room ? bytes : 0;
        return room;
    }

    /** What was passed on to all its readers is not held for those to come. */
    private void giveUnlessJoinable() {
        if (!canJoin()) {
            origin.holding.give(taken);
            taken = 0;
        }
    }

    private void ended() {
        List<Reader> waiting;
        synchronized (this) {
            over = true;
            whole = true;
            waiting = takeDry();
        }
        waiting.forEach(Reader::wake);
    }

    private void broken(Throwable cause) {
        List<Reader> begun;
        synchronized (this) {
            over = true;
            start = null;
            failure = cause;
            begun = readers.stream().filter(reader -> reader.loop != null).toList();
        }
        giveUnlessJoinable();
        begun.forEach(Reader::wake);
    }

    private List<Reader> takeDry() {
        List<Reader> taken = new ArrayList<>(dry);
        for (Reader reader : readers) {
            if (reader.dry) {
                reader.dry = false;
                taken.add(reader);
            }
        }
        dry = 0;
        return taken;
    }

    /** True once: when the last reader has left a source that still runs. */
    private boolean isAbandoned() {
        boolean abandoned = readers.isEmpty() && !keeps && !over;
        if (abandoned) {
            over = true;
            start = null;
        }
        return abandoned;
    }

    private void stopOrAsk(boolean stop) {
        if (stop) {
            home.run(origin.abandon);
        } else {
            ask();
        }
    }

    private void ask() {
        synchronized (this) {
            if (asked || over || dry == 0 || held() > max) {
                return;
            }
            asked = true;
        }
        home.run(() -> source.fetch(1));
    }

    private long held() {
        if (start != null) {
            return came;
        }
        long least = came;
        for (Reader reader : readers) {
            least = Math.min(least, reader.read);
        }
        return came - least;
    }

    /** One who reads. What changes is guarded by the stream's lock. */
    private final class Reader implements Outlet.Feed {
        private final Outlet outlet = new Outlet(this);
        private Loop loop; // null: has not begun to read
        private Link at;
        private long read;
        private boolean dry;

        Reader(Link start) {
            this.at = start;
        }

        @Override
        public Buffer next() {
            Buffer chunk = take();
            ask();
            return chunk;
        }

        private Buffer take() {
            synchronized (SharedStream.this) {
                loop = loop == null ? Loop.current() : loop;
                Buffer chunk = at.chunk;
                if (chunk != null) {
                    at = at.next;
                    read += chunk.length();
                } else if (!dry && !over) {
                    dry = true;
                    SharedStream.this.dry++;
                }
                return chunk;
            }
        }

        @Override
        public boolean ended() {
            synchronized (SharedStream.this) {
                return whole && at.chunk == null;
            }
        }

        @Override
        public Throwable failure() {
            synchronized (SharedStream.this) {
                return failure;
            }
        }

        void wake() {
            loop.later(outlet::drain);
        }

        void leave() {
            outlet.stop();
            boolean stop;
            synchronized (SharedStream.this) {
                if (!readers.remove(this)) {
                    return;
                }
                if (dry) {
                    dry = false;
                    SharedStream.this.dry--;
                }
                stop = isAbandoned();
            }
            stopOrAsk(stop);
        }
    }
}

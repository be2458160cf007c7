package dev.penstock.plugins.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest purges that this gateway has seen, so that what was fetched before one is not stored after it. */
final class Marks {
    private static final int MOST = 1000;

    private final Deque<Mark> latest = new ArrayDeque<>();
    private volatile long number;

    /** How many there were. */
    long number() {
        return number;
    }

    synchronized void add(Mark mark) {
        latest.addLast(mark);
        if (latest.size() > MOST) {
            latest.removeFirst();
        }
        number = number + 1;
    }

    /**
     * Whether a purge after the first so many was of this answer; so it is where there were too many to tell.
     *
     * @param from as {@link #number} said
     */
    boolean haveMet(Entry entry, long from) {
        return number != from && since(from).stream().anyMatch(mark -> mark.meets(entry));
    }

    private synchronized List<Mark> since(long from) {
        long missed = number - from;
        if (missed > latest.size()) {
            return List.of(Mark.all("", false));
        }
        List<Mark> all = new ArrayList<>(latest);
        return all.subList((int) (all.size() - missed), all.size());
    }
}

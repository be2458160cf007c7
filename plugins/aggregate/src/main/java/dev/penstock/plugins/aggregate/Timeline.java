package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Scheduler;
import java.util.List;
import java.util.stream.IntStream;

/** When the calls of one join began and ended. */
final class Timeline {
    private static final long NOT_YET = -1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Scheduler scheduler;
    private final long start;
    private final long[] began;
    private final long[] ended;

    Timeline(int calls, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.start = scheduler.ticks();
        this.began = new long[calls];
        this.ended = new long[calls];
        for (int i = 0; i < calls; i++) {
            began[i] = NOT_YET;
            ended[i] = NOT_YET;
        }
    }

    void begins(int call) {
        began[call] = now();
    }

    void ends(int call) {
        ended[call] = now();
    }

    /** In nanoseconds, since it was made. */
    long now() {
        return scheduler.ticks() - start;
    }

    /** The chain of calls that decided how long it took, each with its own time; empty when no call began. */
    String criticalPath(Plan plan) {
        long now = now();
        StringBuilder path = new StringBuilder();
        int call = last(IntStream.range(0, began.length).boxed().toList(), now);
        while (call >= 0) {
            long millis = (end(call, now) - began[call]) / NANOS_PER_MILLI;
            path.insert(0, plan.calls().get(call).name() + " " + millis + " ms" + (path.isEmpty() ? "" : ", then "));
            call = last(plan.awaits().get(call), now);
        }
        return path.toString();
    }

    /** Which of these ended last, of those that began; -1 when none did. */
    private int last(List<Integer> calls, long now) {
        int last = -1;
        for (int call : calls) {
            if (began[call] != NOT_YET && (last < 0 || end(call, now) > end(last, now))) {
                last = call;
            }
        }
        return last;
    }

    /** What still runs ends now. */
    private long end(int call, long now) {
        return ended[call] == NOT_YET ? now : ended[call];
    }
}

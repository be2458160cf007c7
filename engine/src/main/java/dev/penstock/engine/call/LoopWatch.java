package dev.penstock.engine.call;

import dev.penstock.sdk.RouteName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the step that holds an event loop, on which everything else waits meanwhile.
 *
 * <p>It runs on a thread of its own, since a loop that is held would not run it, and looks at each loop again and again:
 * one that stands in the same step for {@value #LOOKS} looks in a row is held by it. Looks are counted rather than time,
 * so that a pause of the whole machine is no step's fault.
 */
public final class LoopWatch implements AutoCloseable {
    /** Told once for each time that a step holds a loop. */
    @FunctionalInterface
    public interface Listener {
        void held(RouteName route, String step);
    }

    private static final System.Logger LOG = System.getLogger(LoopWatch.class.getName());
    private static final int MILLIS = 50;
    private static final int LOOKS = 4;
    private static final int FRAMES = 12;

    /** How a loop was found last. */
    private static final class Sight {
        private int turns;
        private int looks;
    }

    private final Supplier<List<Loop>> loops;
    private final Listener listener;
    private final Map<Loop, Sight> sights = new HashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "penstock-loop-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Future<?> looks;

    /** Begins at once. */
    public LoopWatch(Supplier<List<Loop>> loops, Listener listener) {
        this.loops = loops;
        this.listener = listener;
        looks = looking.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            loops.get().forEach(this::look);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "a look at the event loops failed", failure);
        }
    }

    private void look(Loop loop) {
        int turns = loop.turns();
        Sight sight = sights.computeIfAbsent(loop, first -> new Sight());
        if (sight.turns != turns || loop.site().equals(Site.NONE)) {
            sight.turns = turns;
            sight.looks = 0;
        } else if (++sight.looks == LOOKS) {
            loop.route().ifPresent(route -> tell(loop, route));
        }
    }

    private void tell(Loop loop, RouteName route) {
        String step = loop.site().step();
        listener.held(route, step);
        LOG.log(
                System.Logger.Level.WARNING,
                "step " + step + " of " + route + " has held an event loop for " + LOOKS * MILLIS
                        + " ms: all that runs there waits; it stands at\n"
                        + Arrays.stream(loop.thread().getStackTrace())
                                .limit(FRAMES)
                                .map(frame -> "\tat " + frame)
                                .collect(Collectors.joining("\n")));
    }

    @Override
    public void close() {
        looks.cancel(false);
        looking.shutdownNow();
    }
}

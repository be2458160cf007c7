package dev.penstock.plugins.script;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.RouteName;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts how the hooks of one step of one route end, and keeps a hook off that has too many overruns. */
final class Guard {
    /** How a hook ended. */
    enum Outcome {
        /** Its edits were made. */
        DONE,
        /** It threw, returned what is no answer, or its promise could no longer settle. */
        FAILED,
        /** It used more than it may. */
        OVERRAN,
        /** It did not run, being off. */
        TRIPPED,
        /** The body that it asked for could not be read. */
        UNREADABLE
    }

    private final Map<Outcome, Metrics.Counter> outcomes = new EnumMap<>(Outcome.class);
    private final InstantSource clock;
    private final Trip trip;
    private final Metrics.Counter overruns;
    private final Metrics.Gauge tripped;
    private final String who;

    /**
     * @param id the step's, as in {@link dev.penstock.sdk.StepContext#id()}
     * @param step its name, else its type
     */
    Guard(Host host, RouteName route, String id, String step) {
        List<String> labels = List.of("api", route.api(), "route", route.route(), "step", step);
        this.clock = host.clock();
        this.trip = host.state("script:" + route + "#" + id, Trip.class, Trip::new);
        this.overruns = host.metrics()
                .counter("penstock_script_overruns_total", "Hooks stopped for using more than their budget", labels);
        this.tripped = host.metrics()
                .gauge("penstock_script_tripped", "1 while a hook is off after five overruns within a minute", labels);
        this.who = route + " step " + step;
        for (Outcome outcome : Outcome.values()) {
            List<String> labelled = new ArrayList<>(labels);
            labelled.addAll(List.of("outcome", outcome.name().toLowerCase(Locale.ROOT)));
            outcomes.put(
                    outcome,
                    host.metrics().counter("penstock_script_calls_total", "Calls of hooks that have ended", labelled));
        }
    }

    /** Names route and step in the log. */
    String who() {
        return who;
    }

    /** Counts a call that has ended. */
    void count(Outcome outcome) {
        outcomes.get(outcome).add(1);
    }

    /** Whether the hook may run now. */
    boolean allows() {
        if (trip.hasRecovered(clock.instant())) {
            tripped.set(0);
        }
        return !trip.isTripped(clock.instant());
    }

    /** Counts an overrun. */
    void overran() {
        count(Outcome.OVERRAN);
        overruns.add(1);
        if (trip.overran(clock.instant())) {
            tripped.set(1);
            Globals.log(Level.WARNING, who, "five overruns within a minute: the hook is tripped for 30 s");
        }
    }

    /** The answer of a hook that is off. */
    Problem refusal() {
        count(Outcome.TRIPPED);
        return Problem.of(Problem.Kind.STEP_FAILED, "the hook is off for a while after it used too much several times");
    }
}

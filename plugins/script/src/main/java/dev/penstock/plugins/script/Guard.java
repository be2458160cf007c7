package dev.penstock.plugins.script;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.RouteName;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/** Counts the overruns of one step of one route, and keeps a hook off that has too many. */
final class Guard {
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
    }

    /** Names route and step in the log. */
    String who() {
        return who;
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
        overruns.add(1);
        if (trip.overran(clock.instant())) {
            tripped.set(1);
            Globals.log(Level.WARNING, who, "five overruns within a minute: the hook is tripped for 30 s");
        }
    }

    Problem refusal() {
        return Problem.of(Problem.Kind.STEP_FAILED, "the hook is off for a while after it used too much several times");
    }
}

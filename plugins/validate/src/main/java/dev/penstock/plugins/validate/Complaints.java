package dev.penstock.plugins.validate;

import dev.penstock.plugins.validate.contract.Fault;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Metrics;
import dev.penstock.sdk.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Tells of wrong answers: each is counted, one a minute is logged. Neither shows anything of an answer. */
final class Complaints {
    private static final System.Logger LOG = System.getLogger(Complaints.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int SHOWN = 3;

    /** When the last one was logged; kept over reloads. */
    private record Last(AtomicReference<Instant> at) {}

    private final Host host;
    private final String who;
    private final Last last;
    private final Metrics.Counter counter;

    Complaints(StepContext context) {
        this.host = context.host();
        this.who = context.route() + " step " + context.name();
        this.last = host.state(
                "validate:" + context.route() + "#" + context.id(),
                Last.class,
                () -> new Last(new AtomicReference<>(Instant.MIN)));
        this.counter = host.metrics()
                .counter(
                        "penstock_validate_answer_faults_total",
                        "Answers that were not as the API describes them",
                        List.of(
                                "api",
                                context.route().api(),
                                "route",
                                context.route().route(),
                                "step",
                                context.name()));
    }

    void add(String operation, int status, List<Fault> faults) {
        counter.add(1);
        Instant now = host.clock().instant();
        Instant before = last.at().get();
        if (before.plus(before.equals(Instant.MIN) ? Duration.ZERO : PAUSE).isAfter(now)
                || !last.at().compareAndSet(before, now)) {
            return;
        }
        List<String> shown = faults.stream()
                .limit(SHOWN)
                .map(fault -> fault.in() + " " + fault.pointer() + ": " + fault.detail())
                .toList();
        LOG.log(
                System.Logger.Level.WARNING,
                who + ": the answer " + status + " to " + operation + " is not as the API describes it: "
                        + String.join("; ", shown) + (faults.size() > SHOWN ? "; …" : ""));
    }
}

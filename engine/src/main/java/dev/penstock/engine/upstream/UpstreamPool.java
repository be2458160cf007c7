package dev.penstock.engine.upstream;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.SentTo;
import dev.penstock.engine.upstream.health.Ejection;
import dev.penstock.engine.upstream.health.Prober;
import dev.penstock.engine.upstream.health.Standing;
import dev.penstock.engine.upstream.retry.Budget;
import dev.penstock.sdk.Body;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import java.util.Optional;
import java.util.Set;

/** An upstream: its targets with their health, and the connections to them. */
final class UpstreamPool {
    private static final Set<Integer> BAD_GATEWAY = Set.of(502, 503, 504);

    private final UpstreamSettings settings;
    private final Ground ground;
    private final UpstreamListener listener;
    private final Clients clients;
    private final Members members;
    private final Optional<Ejection> ejection;
    private final Budget budget;
    private volatile boolean started;

    UpstreamPool(UpstreamSettings settings, Ground ground, UpstreamListener listener) {
        this.settings = settings;
        this.ground = ground;
        this.listener = listener;
        this.budget = new Budget(ground.clock(), settings.retry().budget());
        this.clients = new Clients(ground.vertx(), settings, ground.loops());
        this.members = new Members(settings, ground, this::watch);
        this.ejection = settings.eject().map(rule -> new Ejection(rule, ground.clock()));
    }

    UpstreamSettings settings() {
        return settings;
    }

    /** How many requests may be sent again. */
    Budget budget() {
        return budget;
    }

    /** A request was sent again. */
    void retried() {
        listener.retried(settings);
    }

    /**
     * A target that gets requests; empty: there is none.
     *
     * @param tried the targets that are no use any more, while there are others; gets the one that is taken
     */
    Optional<Target> pick(Set<Object> tried, long key) {
        Optional<Target> picked = members.roster().pick(key, tried);
        picked.ifPresent(target -> tried.add(target.name()));
        return picked;
    }

    /** Whether there is a target that gets requests and was not tried. */
    boolean hasUntried(Set<Object> tried) {
        return members.roster().targets().stream()
                .anyMatch(target -> target.standing().isOpen() && !tried.contains(target.name()));
    }

    /** One request to this target. */
    Attempt attempt(CallState call, Outbound request, Body content, Target target) {
        Clients.Client client = clients.of(call.loop().index());
        return new Attempt(call, request, content, target, settings.idle(), client, new Report(call, target));
    }

    /** What the outcome of an attempt means to others. */
    private final class Report implements Attempt.Outcome {
        private final CallState call;
        private final Target target;

        Report(CallState call, Target target) {
            this.call = call;
            this.target = target;
        }

        @Override
        public void answered(int status, double millis) {
            tell(status / 100 + "xx", millis, BAD_GATEWAY.contains(status));
        }

        @Override
        public void failed(Problem problem, double millis) {
            boolean ofTarget =
                    problem.kind() == Problem.Kind.UPSTREAM_FAILED || problem.kind() == Problem.Kind.UPSTREAM_TIMEOUT;
            tell(problem.proxyError().orElse(Attempt.GIVEN_UP), millis, ofTarget);
        }

        private void tell(String outcome, double millis, boolean bad) {
            call.passage().sentTo(new SentTo(settings.name(), millis));
            listener.sent(settings, target.authority(), outcome, millis);
            if (bad) {
                blame();
            }
        }

        @Override
        public void broke() {
            blame();
        }

        private void blame() {
            if (ejection.isPresent()) {
                boolean out =
                        ejection.get().erred(target.standing(), members.roster().standings());
                if (out) {
                    listener.ejected(settings, target.authority());
                }
            }
        }
    }

    void start() {
        started = true;
        members.start();
    }

    boolean isStarted() {
        return started;
    }

    private Runnable watch(Target target) {
        ejection.ifPresent(rule -> rule.retain(members.roster().standings()));
        if (settings.health().isEmpty()) {
            return () -> {};
        }
        Prober prober = new Prober(
                settings.health().get(),
                target.standing(),
                clients.ofProbes(),
                target.request("GET", settings.health().get().path()),
                ground.scheduler());
        ground.vertx().runOnContext(loop -> prober.probe());
        return prober::stop;
    }

    UpstreamState state() {
        return UpstreamState.of(settings, members.roster().targets());
    }

    void reset() {
        members.roster().standings().forEach(Standing::reset);
        ejection.ifPresent(Ejection::reset);
        budget.reset();
    }

    void close() {
        members.stop();
        clients.close();
    }
}

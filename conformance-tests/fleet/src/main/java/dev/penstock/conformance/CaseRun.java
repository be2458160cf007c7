package dev.penstock.conformance;

import dev.penstock.engine.time.Ticks;
import dev.penstock.fleet.MockServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs one case and collects everything that is not as expected. */
final class CaseRun {
    /** How long calls that are made behind an answer, such as a refresh, are waited for. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Ground ground;
    private final CaseSpec spec;
    private final long ends;
    private final List<String> failures = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    private CaseRun(Ground ground, CaseSpec spec, Duration limit) {
        this.ground = ground;
        this.spec = spec;
        this.ends = Ticks.now() + limit.toNanos();
    }

    /**
     * Runs it. What fails by its time alone runs once more: the first answers of a process are slower than its later
     * ones, and {@code within} speaks of the pipeline, not of a cold JVM.
     *
     * @param limit how long it may take
     */
    static CaseResult run(Ground ground, CaseSpec spec, Duration limit) {
        Optional<String> unfit = ground.unfit(spec);
        if (unfit.isPresent()) {
            return new CaseResult(spec.name(), Duration.ZERO, List.of(), unfit);
        }
        long began = Ticks.now();
        CaseRun run = new CaseRun(ground, spec, limit);
        run.run();
        if (run.failures.isEmpty() && !run.late.isEmpty()) {
            run = new CaseRun(ground, spec, limit);
            run.run();
        }
        List<String> all =
                Stream.concat(run.failures.stream(), run.late.stream()).toList();
        return new CaseResult(spec.name(), Duration.ofNanos(Ticks.now() - began), all, Optional.empty());
    }

    private void run() {
        ground.begin(spec);
        try {
            Answer last = null;
            for (int i = 0; i < spec.send().size(); i++) {
                last = send(i);
            }
            if (spec.expect().isPresent()) {
                judge("", spec.expect().get(), last, Map.of());
            }
        } catch (SendFailed failed) {
            failures.add(failed.getMessage());
        }
        ground.backends().forEach(this::judgeUnmatched);
    }

    private Answer send(int index) throws SendFailed {
        SendSpec request = spec.send().get(index);
        String where = spec.send().size() == 1 ? "" : (index + 1) + ". " + request + ": ";
        ground.moveClock(request);
        Map<String, Integer> before = new HashMap<>();
        ground.backends()
                .forEach((name, backend) -> before.put(name, backend.calls().size()));
        Answer answer;
        try {
            answer = ground.send(request, Duration.ofNanos(Math.max(1, ends - Ticks.now())));
        } catch (SendFailed failed) {
            throw new SendFailed(where + failed.getMessage(), failed.status());
        }
        request.expect().ifPresent(expected -> judge(where, expected, answer, before));
        return answer;
    }

    /** Judges an answer, and the calls that were made since the backends had seen so many. */
    private void judge(String where, ExpectSpec expected, Answer answer, Map<String, Integer> before) {
        List<String> differences = new ArrayList<>(Verdict.of(expected, answer));
        if (!differences.isEmpty()) {
            differences.add("the answer was " + answer.summary());
        }
        expected.calls().forEach((upstream, number) -> {
            int seen = calls(upstream, number, before.getOrDefault(upstream, 0));
            if (seen != number) {
                differences.add("calls of " + upstream + ": expected " + number + ", found " + seen);
            }
        });
        differences.forEach(line -> failures.add(where + line));
        Verdict.ofTime(expected, answer).ifPresent(line -> late.add(where + line));
    }

    private int calls(String upstream, int expected, int before) {
        MockServer backend = ground.backend(upstream);
        backend.sawWithin(SETTLE, before + expected);
        return backend.calls().size() - before;
    }

    private void judgeUnmatched(String upstream, MockServer backend) {
        if (!spec.counts(upstream)) {
            backend.unmatched()
                    .forEach(request -> failures.add("no mock of " + upstream + " matches " + request
                            + ": it was answered 404; add one, or count the calls of " + upstream + " under 'expect'"));
        }
    }
}

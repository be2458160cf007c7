package dev.penstock.conformance;

import dev.penstock.engine.time.Ticks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs the cases of one file again, each with one use of an upstream broken in every way. A use that a case does not
 * come to is passed over.
 *
 * <p>Most of the time goes by in waiting for backends that hang, so several gateways run beside each other, each with a
 * broken backend of its own; whoever has a gateway has it alone until it is put back.
 */
final class FaultRun implements AutoCloseable {
    private static final int BESIDE = 4;

    private final TestReader.Read read;
    private final Rig.Surroundings surroundings;
    private final Duration limit;
    private final ExecutorService workers = Executors.newFixedThreadPool(BESIDE);
    private final Queue<Bench> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Bench> all = new ConcurrentLinkedQueue<>();

    /** A gateway and what is broken for it. */
    private record Bench(Rig rig, Wreck wreck) {}

    /** @param limit how long a case may take each time */
    FaultRun(TestReader.Read read, Rig.Surroundings surroundings, Duration limit) {
        this.read = read;
        this.surroundings = surroundings;
        this.limit = limit;
    }

    /**
     * Runs them.
     *
     * @param listener told of each in the order of the cases, then of the places in the file
     */
    List<BrokenCase> run(List<CaseSpec> cases, Consumer<BrokenCase> listener) {
        Bench first = take();
        List<Use> uses = first.rig.uses().entrySet().stream()
                .map(use -> Use.at(use.getKey(), use.getValue()))
                .sorted()
                .toList();
        idle.add(first);
        List<Future<Optional<BrokenCase>>> coming = new ArrayList<>();
        for (CaseSpec one : cases) {
            for (Use use : uses) {
                coming.add(workers.submit(() -> run(one, use)));
            }
        }
        List<BrokenCase> results = new ArrayList<>();
        for (Future<Optional<BrokenCase>> next : coming) {
            await(next).ifPresent(result -> {
                listener.accept(result);
                results.add(result);
            });
        }
        return results;
    }

    private Optional<BrokenCase> run(CaseSpec one, Use use) {
        Bench bench = take();
        try {
            Exchanges whole = send(bench, one, Optional.empty());
            send(bench, one, Optional.of(detour(bench, use, Break.STATUS_404)));
            if (!bench.wreck.wasCalled()) {
                return Optional.empty();
            }
            List<BrokenCase.Row> rows = new ArrayList<>();
            for (Break how : Break.values()) {
                rows.add(row(bench, one, new Judge(use, how, whole, read.pipeline())));
            }
            return Optional.of(new BrokenCase(one.name(), use, rows));
        } finally {
            idle.add(bench);
        }
    }

    /** What is late runs once more: a machine that is busy for a moment is no fault of the pipeline. */
    private BrokenCase.Row row(Bench bench, CaseSpec one, Judge judge) {
        Exchanges found = send(bench, one, Optional.of(detour(bench, judge.use(), judge.how())));
        return judge.row(
                found.isLate() ? send(bench, one, Optional.of(detour(bench, judge.use(), judge.how()))) : found);
    }

    private static Rig.Detour detour(Bench bench, Use use, Break how) {
        URI broken = bench.wreck.broken(how);
        return new Rig.Detour(use.place(), broken);
    }

    private Exchanges send(Bench bench, CaseSpec one, Optional<Rig.Detour> way) {
        bench.rig.begin(one, way);
        long ends = Ticks.now() + limit.toNanos();
        List<Exchanges.Exchange> exchanges = new ArrayList<>();
        for (SendSpec request : one.send()) {
            bench.rig.moveClock(request);
            Optional<Duration> deadline = bench.rig.deadline(request);
            try {
                Answer answer = bench.rig.send(request, Duration.ofNanos(Math.max(1, ends - Ticks.now())));
                exchanges.add(new Exchanges.Exchange(Optional.of(answer), Optional.empty(), deadline));
            } catch (SendFailed failed) {
                exchanges.add(new Exchanges.Exchange(Optional.empty(), Optional.of(failed), deadline));
            }
        }
        return new Exchanges(exchanges);
    }

    private Bench take() {
        Bench bench = idle.poll();
        if (bench == null) {
            bench = new Bench(new Rig(read, surroundings), new Wreck());
            all.add(bench);
        }
        return bench;
    }

    private static <T> T await(Future<T> coming) {
        try {
            return coming.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a case could not be run again", failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        all.forEach(bench -> {
            bench.rig.close();
            bench.wreck.close();
        });
    }
}

package dev.penstock.conformance;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.sdk.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs test files one after the other. */
final class TestRun {
    private final TestReader reader = new TestReader();
    private final Rig.Surroundings surroundings;
    private final Wish wish;
    private final Report report;

    /**
     * What is wanted of a run.
     *
     * @param filter a part of the names of the cases to run, in any case; empty: all
     * @param limit how long a case may take
     * @param faults whether the passing cases run again with each use of an upstream broken
     */
    record Wish(Optional<String> filter, Duration limit, boolean faults) {
        boolean takes(CaseSpec one) {
            return filter.map(part -> one.name().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                    .orElse(true);
        }
    }

    /** @param report told of each result as soon as it is there */
    TestRun(Rig.Surroundings surroundings, Wish wish, Report report) {
        this.surroundings = surroundings;
        this.wish = wish;
        this.report = report;
    }

    /** Runs one file. */
    FileResult run(TestFile file) {
        Faults faults = new Faults();
        Optional<TestReader.Read> read = reader.read(file, faults);
        if (read.isEmpty()) {
            return FileResult.faulty(file.shownTest(), lines(faults.list()));
        }
        List<CaseSpec> wanted =
                read.get().spec().cases().stream().filter(wish::takes).toList();
        if (wanted.isEmpty() && wish.filter().isPresent()) {
            return new FileResult(file.shownTest(), List.of(), List.of(), List.of(), List.of());
        }
        return run(read.get(), wanted);
    }

    private FileResult run(TestReader.Read read, List<CaseSpec> wanted) {
        String shown = read.file().shownTest();
        List<CaseResult> results = new ArrayList<>();
        List<CaseSpec> passing = new ArrayList<>();
        List<String> neverRan;
        try (Rig rig = new Rig(read, surroundings)) {
            Faults faults = new Faults();
            new UpstreamNames(rig.names(), faults).check(read.root());
            if (faults.hasFaults()) {
                return FileResult.faulty(shown, lines(faults.list()));
            }
            List<String> refused = lines(rig.faults());
            if (!refused.isEmpty()) {
                return FileResult.faulty(shown, refused);
            }
            for (CaseSpec one : wanted) {
                CaseResult result = CaseRun.run(rig, one, wish.limit());
                report.result(result);
                results.add(result);
                if (result.passed()) {
                    passing.add(one);
                }
            }
            neverRan = wish.filter().isPresent() ? List.of() : rig.coverage().neverRan(places(read));
        }
        List<BrokenCase> broken = List.of();
        if (wish.faults()) {
            try (FaultRun run = new FaultRun(read, surroundings, wish.limit())) {
                broken = run.run(passing, report::broken);
            }
        }
        return new FileResult(shown, List.of(), results, broken, neverRan);
    }

    private static Map<String, Place> places(TestReader.Read read) {
        Map<String, Place> places = new TreeMap<>();
        for (RouteSpec route : read.pipeline().routes().values()) {
            places.put(route.name(), route.place());
        }
        return places;
    }

    private static List<String> lines(List<Fault> faults) {
        return faults.stream()
                .filter(fault -> !fault.warning())
                .map(Fault::toString)
                .toList();
    }
}

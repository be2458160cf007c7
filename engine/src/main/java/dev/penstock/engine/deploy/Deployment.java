package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.ApiCompiler;
import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Revision;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.http.Route;
import dev.penstock.engine.http.RouteTable;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The pipeline files in service.
 *
 * <p>A reload reads what changed, starts the new revisions beside the old ones, swaps the route table (one volatile
 * write), and stops each old revision when its last call has ended. A file with faults keeps its last good revision.
 * Reloads run one at a time, off the event loops.
 */
public final class Deployment {
    private static final System.Logger LOG = System.getLogger(Deployment.class.getName());

    /** A loop may hold the old table for a moment: calls are only counted down after it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final PipelineFolder folder;
    private final ApiCompiler compiler;
    private final Upstreams upstreams;
    private final Scheduler scheduler;
    private final Executor worker;
    private final Map<Path, Unit> units = new TreeMap<>();
    private final Set<Unit.Live> draining = ConcurrentHashMap.newKeySet();
    private long refreshes;
    private List<Fault> folderFaults = List.of();
    private volatile RouteTable table = new RouteTable(List.of());
    private volatile List<Fault> faults = List.of();

    /**
     * Nothing is read before the first {@link #refresh}.
     *
     * @param worker stops old revisions
     */
    public Deployment(
            PipelineFolder folder, ApiCompiler compiler, Upstreams upstreams, Scheduler scheduler, Executor worker) {
        this.folder = folder;
        this.compiler = compiler;
        this.upstreams = upstreams;
        this.scheduler = scheduler;
        this.worker = worker;
    }

    /** The routes in service. */
    public RouteTable table() {
        return table;
    }

    /** The faults and warnings of all files as they are now. */
    public List<Fault> faults() {
        return faults;
    }

    /** The faults of files that no revision serves for. */
    public synchronized List<Fault> unserved() {
        return units.values().stream()
                .filter(unit -> unit.serving().isEmpty())
                .flatMap(unit -> unit.faults().stream())
                .filter(fault -> !fault.warning())
                .toList();
    }

    /** The route table, for a person. */
    public synchronized List<Object> routes() {
        List<Object> rows = new ArrayList<>();
        for (Unit unit : units.values()) {
            unit.serving().ifPresent(live -> live.revision().routes().forEach(route -> rows.add(row(route))));
        }
        return rows;
    }

    private static Map<String, Object> row(Revision.CompiledRoute route) {
        Map<String, Object> row = new LinkedHashMap<>();
        Claim claim = route.claim();
        row.put("api", claim.name().api());
        row.put("route", claim.name().route());
        row.put("hosts", claim.hosts());
        row.put("methods", claim.match().methods());
        row.put("path", claim.prefix() + claim.match().path().text());
        row.put("steps", route.steps());
        return row;
    }

    /** How often {@link #refresh} ran. */
    public synchronized long refreshes() {
        return refreshes;
    }

    /** Whether a revision that was compiled before this refresh takes calls, or still ends some. */
    public synchronized boolean runsBefore(long refresh) {
        return Stream.concat(draining.stream(), units.values().stream().flatMap(unit -> unit.serving().stream()))
                .anyMatch(live -> live.refresh() < refresh);
    }

    /**
     * Brings what changed into service. Blocks.
     *
     * @param all whether to compile what did not change too
     * @return completes when the revisions that were replaced have stopped; empty when nothing had changed
     */
    public synchronized Optional<Future<Void>> refresh(boolean all) {
        refreshes++;
        Faults listing = new Faults();
        List<Path> files = folder.files(listing);
        boolean changed = !listing.list().equals(folderFaults) || !files.containsAll(units.keySet());
        folderFaults = listing.list();
        Set<Path> stale = new TreeSet<>();
        for (Path file : files) {
            Unit known = units.get(file);
            if (all || known == null || known.isStale()) {
                stale.add(file);
            }
        }
        if (!changed && stale.isEmpty()) {
            return Optional.empty();
        }
        // What clashed with another file may not do so any more.
        units.forEach((file, unit) -> {
            if (unit.clashed() && files.contains(file)) {
                stale.add(file);
            }
        });
        return Optional.of(replace(files, stale));
    }

    private Future<Void> replace(List<Path> files, Set<Path> stale) {
        Map<Path, Unit> next = new TreeMap<>();
        files.forEach(file -> next.put(file, stale.contains(file) ? load(file) : units.get(file)));
        new Arbiter(units, next).settle();
        stale.forEach(file -> next.get(file).log(file));
        List<Unit.Live> retired = new ArrayList<>();
        units.forEach((file, before) -> {
            Unit after = next.get(file);
            if (after == null) {
                LOG.log(System.Logger.Level.INFO, file + " is gone: its routes are out of service");
            }
            if (after == null || !after.serving().equals(before.serving())) {
                before.serving().ifPresent(retired::add);
            }
        });
        units.clear();
        units.putAll(next);
        publish();
        return retire(retired);
    }

    /** The file as it is now; with faults its last good revision. */
    private Unit load(Path file) {
        Faults found = new Faults();
        Loaded loaded = folder.load(file, found);
        Map<Path, Fingerprint> early = Unit.look(loaded.files());
        Optional<Revision> revision = compile(loaded, file, found);
        Map<Path, Fingerprint> seen = Unit.look(loaded.files());
        seen.putAll(early);
        Optional<Unit.Live> serving = revision.map(fresh -> Unit.Live.of(fresh, refreshes))
                .or(() -> Optional.ofNullable(units.get(file)).flatMap(Unit::serving));
        return new Unit(found.list(), serving, seen, false);
    }

    /** A step that throws while it is created, or a route that does not start, is a fault of its file alone. */
    private Optional<Revision> compile(Loaded loaded, Path file, Faults found) {
        try {
            return compiler.compile(loaded, found);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, file + " could not be compiled", failure);
            found.fault(new Place(file.toString(), 1, 1), "this file could not be compiled: the log says why");
            return Optional.empty();
        }
    }

    private void publish() {
        List<Route> routes = new ArrayList<>();
        List<Fault> all = new ArrayList<>(folderFaults);
        for (Unit unit : units.values()) {
            unit.serving().ifPresent(live -> routes.addAll(live.routes()));
            all.addAll(unit.faults());
        }
        faults = List.copyOf(all);
        table = new RouteTable(routes);
    }

    private Future<Void> retire(List<Unit.Live> retired) {
        List<Future<?>> drains = new ArrayList<>();
        draining.addAll(retired);
        for (Unit.Live live : retired) {
            Promise<Void> grace = Promise.promise();
            scheduler.after(GRACE, grace::complete);
            drains.add(grace.future()
                    .compose(passed -> live.traffic().retire())
                    .onSuccess(drained -> worker.execute(() -> stop(live))));
        }
        return Future.join(drains).<Void>mapEmpty().onSuccess(drained -> worker.execute(this::dropUpstreams));
    }

    private void stop(Unit.Live live) {
        live.revision().close();
        draining.remove(live);
    }

    private synchronized void dropUpstreams() {
        Set<dev.penstock.engine.upstream.UpstreamSettings> used = new HashSet<>();
        units.values()
                .forEach(unit -> unit.serving()
                        .ifPresent(live -> used.addAll(live.revision().upstreams())));
        draining.forEach(live -> used.addAll(live.revision().upstreams()));
        upstreams.retain(used);
    }

    /** Stops all revisions. Blocks. */
    public synchronized void close() {
        table = new RouteTable(List.of());
        units.values()
                .forEach(
                        unit -> unit.serving().ifPresent(live -> live.revision().close()));
        units.clear();
    }
}

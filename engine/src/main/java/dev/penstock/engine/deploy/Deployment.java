package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.ApiCompiler;
import dev.penstock.engine.compile.Revision;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Fingerprint;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.PipelineFolder;
import dev.penstock.engine.http.RouteTable;
import dev.penstock.engine.upstream.Upstreams;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * Reloads run one at a time, off the event loops; readers of what is published never wait for one.
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
    private final Settling settling = new Settling();
    private final Set<Path> unready = new TreeSet<>();
    private long refreshes;
    private List<Fault> folderFaults = List.of();
    private volatile Published published = Published.NOTHING;

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
        return published.table();
    }

    /** The faults and warnings of all files as they are now. */
    public List<Fault> faults() {
        return published.faults();
    }

    /**
     * The faults of files that could not serve at the start and cannot yet. A new file with faults is none of them: it
     * takes nothing away from what this gateway was ready for.
     */
    public List<Fault> unready() {
        return published.unready();
    }

    /** The route table, for a person. */
    public List<Object> routes() {
        return published.rows();
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
     * @param now whether to take files as they are, also those that are still being written
     */
    public synchronized Refreshed refresh(boolean all, boolean now) {
        refreshes++;
        Faults listing = new Faults();
        List<Path> files = folder.files(listing);
        boolean told = tell(listing.list());
        if (listing.hasFaults()) {
            // The folder is not there: what it held serves on, and is looked at when it is there again.
            publish();
            return new Refreshed(told, true, true);
        }
        Set<Path> next = new TreeSet<>(files);
        Set<Path> stale = new TreeSet<>();
        Set<Path> known = new TreeSet<>(files);
        known.addAll(units.keySet());
        for (Path file : known) {
            boolean fresh = next.contains(file) && isFresh(file);
            if (fresh || now) {
                settling.forget(file);
            }
            if (!fresh && !now && !settling.isDone(file, states(file))) {
                goOn(file, next);
            } else if (next.contains(file) && (all || !fresh)) {
                stale.add(file);
            }
        }
        boolean changed = told || !stale.isEmpty() || !next.equals(units.keySet());
        if (changed) {
            // What clashed with another file may not do so any more.
            units.forEach((file, unit) -> {
                if (unit.clashed() && files.contains(file)) {
                    stale.add(file);
                }
            });
            replace(next, stale);
        }
        boolean faulty = stale.stream().anyMatch(file -> units.get(file).isFaulty());
        return new Refreshed(changed, faulty, settling.isQuiet());
    }

    /** Tells the operator of the folder itself, when there is something new to tell. */
    private boolean tell(List<Fault> found) {
        if (found.equals(folderFaults)) {
            return false;
        }
        if (found.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "the pipelines folder is as it should be");
        }
        found.stream()
                .filter(fault -> !folderFaults.contains(fault))
                .forEach(fault -> LOG.log(
                        fault.warning() ? System.Logger.Level.WARNING : System.Logger.Level.ERROR,
                        fault + (fault.warning() ? "" : "; what is in service goes on")));
        folderFaults = found;
        return true;
    }

    private boolean isFresh(Path file) {
        Unit unit = units.get(file);
        return unit != null && unit.seen().equals(states(file));
    }

    private Map<Path, Fingerprint> states(Path file) {
        Unit unit = units.get(file);
        Map<Path, Fingerprint> states = new HashMap<>();
        (unit == null ? Set.of(file) : unit.seen().keySet()).forEach(path -> states.put(path, Fingerprint.of(path)));
        return states;
    }

    /** For now the file is what it was: in service, or not yet. */
    private void goOn(Path file, Set<Path> next) {
        if (units.containsKey(file)) {
            next.add(file);
        } else {
            next.remove(file);
        }
    }

    private void replace(Set<Path> files, Set<Path> stale) {
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
        units.values()
                .forEach(unit -> unit.serving()
                        .ifPresent(live -> upstreams.start(live.revision().upstreams())));
        if (refreshes == 1) {
            unready.addAll(files);
        }
        publish();
        retire(retired);
    }

    /** The file as it is now; with faults its last good revision. */
    private Unit load(Path file) {
        Faults found = new Faults();
        Map<Path, Fingerprint> seen = new HashMap<>(Map.of(file, Fingerprint.of(file)));
        Optional<Revision> revision = compile(file, found, seen);
        Optional<Unit.Live> serving = revision.map(fresh -> Unit.Live.of(fresh, refreshes))
                .or(() -> Optional.ofNullable(units.get(file)).flatMap(Unit::serving));
        return new Unit(found.list(), serving, seen, false);
    }

    /** A step that throws while it is created, or a route that does not start, is a fault of its file alone. */
    private Optional<Revision> compile(Path file, Faults found, Map<Path, Fingerprint> seen) {
        Optional<Loaded> loaded = Optional.empty();
        try {
            loaded = Optional.of(folder.load(file, found));
            return compiler.compile(loaded.get(), found);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.log(System.Logger.Level.ERROR, file + " could not be compiled", failure);
            found.fault(new Place(file.toString(), 1, 1), "this file could not be compiled: the log says why");
            return Optional.empty();
        } finally {
            loaded.ifPresent(read -> seen.putAll(read.seen()));
        }
    }

    private void publish() {
        unready.removeIf(
                file -> !units.containsKey(file) || units.get(file).serving().isPresent());
        List<Fault> faults = unready.stream()
                .flatMap(file -> units.get(file).faults().stream())
                .filter(fault -> !fault.warning())
                .toList();
        published = Published.of(units.values(), folderFaults, faults);
    }

    private void retire(List<Unit.Live> retired) {
        List<Future<?>> drains = new ArrayList<>();
        draining.addAll(retired);
        for (Unit.Live live : retired) {
            Promise<Void> grace = Promise.promise();
            scheduler.after(GRACE, grace::complete);
            drains.add(grace.future()
                    .compose(passed -> live.traffic().retire())
                    .onSuccess(drained -> worker.execute(() -> stop(live))));
        }
        Future.join(drains).onSuccess(drained -> worker.execute(this::dropUpstreams));
    }

    private void stop(Unit.Live live) {
        if (draining.remove(live)) {
            live.revision().close();
        }
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
        published = Published.NOTHING;
        draining.forEach(this::stop);
        units.values()
                .forEach(
                        unit -> unit.serving().ifPresent(live -> live.revision().close()));
        units.clear();
        upstreams.retain(Set.of());
    }
}

package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.Revision;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Fingerprint;
import dev.penstock.engine.http.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipeline file as it is deployed.
 *
 * @param faults of the file as it is now, warnings included
 * @param serving the last good revision
 * @param seen the states of all files that were read for it
 * @param clashed whether it is at fault for what another file says
 */
record Unit(List<Fault> faults, Optional<Live> serving, Map<Path, Fingerprint> seen, boolean clashed) {
    private static final System.Logger LOG = System.getLogger(Deployment.class.getName());

    /**
     * A revision that takes calls, and the calls that run through it.
     *
     * @param refresh the refresh that compiled it
     */
    record Live(Revision revision, Traffic traffic, List<Route> routes, long refresh) {
        static Live of(Revision revision, long refresh) {
            Traffic traffic = new Traffic();
            List<Route> routes = revision.routes().stream()
                    .map(route -> new Route(
                            route.claim().name(),
                            Survey.match(route.claim()),
                            route.deadline(),
                            call -> traffic.run(route.pipeline(), call),
                            route.preflight().map(pipeline -> call -> traffic.run(pipeline, call))))
                    .toList();
            return new Live(revision, traffic, routes, refresh);
        }
    }

    /** The same file, refused for what another one says: the last good revision goes on. */
    Unit clashing(Fault fault, Optional<Live> last) {
        List<Fault> all =
                Stream.concat(faults.stream(), Stream.of(fault)).sorted().toList();
        return new Unit(all, last, seen, true);
    }

    /** Tells the operator what became of the file. */
    void log(Path file) {
        boolean faulty = isFaulty();
        if (faulty) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    file
                            + (serving.isPresent()
                                    ? " has faults: its last good revision goes on"
                                    : " has faults: it is left out"));
        } else {
            serving.ifPresent(live -> LOG.log(
                    System.Logger.Level.INFO,
                    file + " is in service, routes: " + live.revision().routes().size()));
        }
        faults.forEach(fault -> LOG.log(
                fault.warning() && !faulty ? System.Logger.Level.WARNING : System.Logger.Level.ERROR,
                fault.toString()));
    }

    /** Whether the file as it is now cannot serve. */
    boolean isFaulty() {
        return faults.stream().anyMatch(fault -> !fault.warning());
    }
}

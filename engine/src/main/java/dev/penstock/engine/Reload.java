package dev.penstock.engine;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.deploy.Deployment;
import dev.penstock.engine.deploy.Refreshed;
import dev.penstock.engine.host.GatewayHost;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.plugin.Retired;
import java.util.ArrayList;
import java.util.List;

/**
 * A look at all files: jars first, since pipeline files name their steps.
 *
 * <p>A jar that is gone is closed once no revision that may run its steps is left: neither one that still ends its
 * calls, nor a last good one that serves on for a file with faults.
 */
final class Reload {
    private static final System.Logger LOG = System.getLogger(Reload.class.getName());

    /** A jar, and the refresh from which on no revision uses it. */
    private record Waiting(Retired jar, long refresh) {}

    private final Plugins plugins;
    private final GatewayHost host;
    private final Deployment deployment;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Departed departed = new Departed();
    private volatile List<Fault> faults = List.of();

    Reload(Plugins plugins, GatewayHost host, Deployment deployment) {
        this.plugins = plugins;
        this.host = host;
        this.deployment = deployment;
    }

    /** The faults of the jars as they are now. */
    List<Fault> faults() {
        return faults;
    }

    /**
     * Brings what changed into service. Blocks.
     *
     * @param all whether to compile what did not change too
     * @param now whether to take files as they are, also those that are still being written
     */
    synchronized Refreshed look(boolean all, boolean now) {
        Faults found = new Faults();
        Plugins.Refreshed jars = plugins.refresh(host, found, now);
        boolean told = !found.list().equals(faults);
        if (told) {
            found.list().forEach(fault -> LOG.log(System.Logger.Level.ERROR, fault.toString()));
        }
        faults = found.list();
        Refreshed files = deployment.refresh(all || jars.changed(), now);
        // Without a change of steps nobody used what is gone.
        long since = jars.changed() ? deployment.refreshes() : 0;
        jars.retired().forEach(jar -> waiting.add(new Waiting(jar, since)));
        waiting.removeIf(this::isClosed);
        departed.look();
        return new Refreshed(
                files.changed() || told, files.faulty() || found.hasFaults(), files.settled() && jars.settled());
    }

    /** How many jars are out of service and still held in memory by what they left behind. */
    int held() {
        return departed.held();
    }

    /** Closes all jars, whoever uses them. */
    synchronized void close() {
        waiting.forEach(retired -> retired.jar().close());
        waiting.clear();
        plugins.close();
    }

    private boolean isClosed(Waiting retired) {
        if (deployment.runsBefore(retired.refresh())) {
            return false;
        }
        host.forget(retired.jar()::owns);
        retired.jar().close();
        departed.add(retired.jar());
        LOG.log(System.Logger.Level.INFO, retired.jar().jar() + " is out of service");
        return true;
    }
}

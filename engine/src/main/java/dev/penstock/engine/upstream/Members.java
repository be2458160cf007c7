package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.names.Lookup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who belongs to an upstream: a target for each address of each server. Until its name is resolved a server is one target
 * by its name. An address that goes away gets no more requests; those under way end as they would.
 */
final class Members {
    private final UpstreamSettings settings;
    private final Ground ground;
    private final Function<Target, Runnable> watch;
    private final Map<UpstreamSettings.Server, List<Target>> targets = new LinkedHashMap<>();
    private final Map<Target, Runnable> watched = new LinkedHashMap<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private volatile Roster roster;
    private boolean started;

    /** @param watch told of each target that joins; what it returns is run when the target leaves */
    Members(UpstreamSettings settings, Ground ground, Function<Target, Runnable> watch) {
        this.settings = settings;
        this.ground = ground;
        this.watch = watch;
        settings.servers().forEach(server -> targets.put(server, List.of(target(server, Optional.empty()))));
        publish();
    }

    /** Those that are there now. */
    Roster roster() {
        return roster;
    }

    /** Begins to look names up and to watch; once. */
    synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        publish();
        for (UpstreamSettings.Server server : targets.keySet()) {
            String host = Target.host(server.url());
            if (Lookup.isNeeded(host)) {
                lookups.add(new Lookup(
                        host, ground.resolver(), ground.scheduler(), addresses -> resolved(server, addresses)));
            }
        }
    }

    private synchronized void resolved(UpstreamSettings.Server server, List<InetAddress> addresses) {
        List<Target> before = targets.get(server);
        List<Target> after = addresses.stream()
                .map(address -> before.stream()
                        .filter(target -> target.address().equals(Optional.of(address)))
                        .findFirst()
                        .orElseGet(() -> target(server, Optional.of(address))))
                .toList();
        if (started && !(before.containsAll(after) && after.containsAll(before))) {
            targets.put(server, after);
            publish();
        }
    }

    private Target target(UpstreamSettings.Server server, Optional<InetAddress> address) {
        return new Target(settings, server, address, ground.clock());
    }

    private void publish() {
        List<Target> all = targets.values().stream().flatMap(List::stream).toList();
        roster = new Roster(all, settings.balance());
        if (started) {
            watched.entrySet().removeIf(entry -> {
                boolean gone = !all.contains(entry.getKey());
                if (gone) {
                    entry.getValue().run();
                }
                return gone;
            });
            all.forEach(target -> watched.computeIfAbsent(target, watch));
        }
    }

    synchronized void stop() {
        started = false;
        lookups.forEach(Lookup::stop);
        watched.values().forEach(Runnable::run);
        watched.clear();
    }
}

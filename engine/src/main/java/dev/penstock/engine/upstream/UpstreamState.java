package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.health.Standing;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An upstream at a moment.
 *
 * @param api empty for one that all files share
 */
public record UpstreamState(String api, String name, List<OfTarget> targets) {
    /**
     * One of its targets.
     *
     * @param url as the file has it
     * @param label as metrics name it
     * @param address where the host is a name that was resolved
     * @param waiting for one of those in flight to end
     */
    public record OfTarget(
            String url, String label, Optional<InetAddress> address, Standing.State state, int inFlight, int waiting) {}

    static UpstreamState of(UpstreamSettings settings, List<Target> targets) {
        return new UpstreamState(
                settings.api(),
                settings.name(),
                targets.stream()
                        .map(target -> new OfTarget(
                                target.server().url().toString(),
                                target.authority(),
                                target.address(),
                                target.standing().state(),
                                target.places().taken(),
                                target.places().waiting()))
                        .toList());
    }
}

package dev.penstock.engine;

import dev.penstock.engine.compile.Rehearsal;
import dev.penstock.engine.upstream.names.Resolver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What a test puts in the place of the world.
 *
 * @param environment for {@code ${env:…}}
 * @param rehearsal stands in for the targets in the files, and hears of the steps
 * @param services offered before any plugin starts, by their SDK type
 * @param addresses finds those of a host name instead of the system; empty: the system does
 * @param accessLog where the access log goes, unless {@code penstock.yaml} turns it off; empty: nowhere
 */
public record Wiring(
        Map<String, String> environment,
        Rehearsal rehearsal,
        Map<Class<?>, Object> services,
        Optional<Resolver> addresses,
        Optional<OutputStream> accessLog) {
    /** The world itself. */
    public static Wiring production() {
        return new Wiring(
                System.getenv(),
                (api, upstream, use) -> Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(new FileOutputStream(FileDescriptor.out)));
    }
}

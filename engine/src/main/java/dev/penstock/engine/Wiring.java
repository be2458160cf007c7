package dev.penstock.engine;

import dev.penstock.engine.upstream.names.Resolver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a test puts in the place of the world.
 *
 * @param environment for {@code ${env:…}}
 * @param targets instead of those in the files, by API and upstream name
 * @param services offered before any plugin starts, by their SDK type
 * @param addresses finds those of a host name instead of the system; empty: the system does
 * @param accessLog where the access log goes, unless {@code penstock.yaml} turns it off; empty: nowhere
 */
public record Wiring(
        Map<String, String> environment,
        BiFunction<String, String, Optional<List<URI>>> targets,
        Map<Class<?>, Object> services,
        Optional<Resolver> addresses,
        Optional<OutputStream> accessLog) {
    /** The world itself. */
    public static Wiring production() {
        return new Wiring(
                System.getenv(),
                (api, upstream) -> Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(new FileOutputStream(FileDescriptor.out)));
    }
}

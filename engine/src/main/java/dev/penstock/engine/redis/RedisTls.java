package dev.penstock.engine.redis;

import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.Placed;
import dev.penstock.engine.config.RedisSpec;
import dev.penstock.engine.tls.ClientTls;
import dev.penstock.engine.tls.TlsFault;
import java.nio.file.Path;
import java.util.Optional;

/** The files of {@code redis: {tls}}. */
public final class RedisTls {
    private RedisTls() {}

    /** Records what is wrong with the files. */
    public static void check(GatewaySpec gateway, Faults faults) {
        gateway.redis().ifPresent(spec -> read(spec, faults));
    }

    /** Reads the files. */
    static ClientTls read(RedisSpec spec, Faults faults) {
        RedisSpec.Tls tls = spec.tls();
        ClientTls.Sources files = new ClientTls.Sources(path(tls.ca()), path(tls.cert()), path(tls.key()));
        return ClientTls.read(files, tls.verify(), Optional.empty(), fault -> record(tls, fault, faults));
    }

    private static Optional<Path> path(Optional<Placed<Path>> file) {
        return file.map(Placed::value);
    }

    private static void record(RedisSpec.Tls tls, TlsFault fault, Faults faults) {
        Optional<Placed<Path>> named = tls.ca()
                .filter(file -> file.value().equals(fault.source().file()))
                .or(() -> tls.cert()
                        .filter(file -> file.value().equals(fault.source().file())))
                .or(tls::key);
        named.ifPresent(file -> faults.fault(file.place(), fault.message()));
    }
}

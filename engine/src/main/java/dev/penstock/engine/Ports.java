package dev.penstock.engine;

import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.http.FrontSettings.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a gateway listens. */
final class Ports {
    private Ports() {}

    /** For clients. */
    static List<Address> of(GatewaySpec spec) {
        return spec.listen().stream()
                .map(listen -> new Address(listen.host(), listen.port()))
                .toList();
    }

    /** What asks for one address twice would share it: clients would get admin pages, or the other way round. */
    static void check(GatewaySpec spec) {
        Set<String> taken = new HashSet<>();
        Address admin = new Address(spec.admin().host(), spec.admin().port());
        Stream.concat(of(spec).stream(), Stream.of(admin))
                .filter(address -> address.port() != 0 && !taken.add(address.toString()))
                .findFirst()
                .ifPresent(twice -> {
                    throw new StartException(
                            "cannot listen on " + twice
                                    + " twice: give every entry of 'listen', and 'admin', a port of its own",
                            null);
                });
    }
}

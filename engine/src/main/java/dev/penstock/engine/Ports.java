package dev.penstock.engine;

import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.config.ListenSpec;
import dev.penstock.engine.http.FrontSettings.Address;
import dev.penstock.engine.http.FrontSettings.Listener;
import dev.penstock.engine.tls.Keyring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a gateway listens. */
final class Ports {
    private Ports() {}

    /**
     * For clients.
     *
     * @param keys what each listener shows; empty: it speaks no TLS
     */
    static List<Listener> of(GatewaySpec spec, List<Optional<Keyring>> keys) {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            ListenSpec listen = spec.listen().get(i);
            listeners.add(new Listener(address(listen), keys.get(i), listen.proxyProtocol()));
        }
        return listeners;
    }

    private static Address address(ListenSpec listen) {
        return new Address(listen.host(), listen.port());
    }

    /** What asks for one address twice would share it: clients would get admin pages, or the other way round. */
    static void check(GatewaySpec spec) {
        Set<String> taken = new HashSet<>();
        Address admin = new Address(spec.admin().host(), spec.admin().port());
        Stream.concat(spec.listen().stream().map(Ports::address), Stream.of(admin))
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

package dev.penstock.engine.deploy;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.ListenSpec;
import dev.penstock.engine.tls.Keyring;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the listeners show to clients: read at the start, and again when its files change. Files that are faulty then
 * leave what was good before.
 */
public final class Certificates {
    /** Puts a listener's certificates into service. */
    @FunctionalInterface
    public interface Renewal {
        void renew(int listener, Keyring keys);
    }

    private final List<ListenerKeys> listeners = new ArrayList<>();
    private final InstantSource clock;
    private final Expiry expiry;

    /** Reads the files of all listeners; ask {@link #faults} before it is used. Blocks. */
    public Certificates(List<ListenSpec> listen, InstantSource clock) {
        this.clock = clock;
        this.expiry = new Expiry(clock);
        listen.forEach(spec -> listeners.add(new ListenerKeys(spec, clock.instant())));
    }

    /** The faults and warnings of the files of these listeners. Blocks. */
    public static void check(List<ListenSpec> listen, InstantSource clock, Faults faults) {
        faults.addAll(new Certificates(listen, clock).faults());
    }

    /** What each listener shows; empty: it speaks no TLS. */
    public List<Optional<Keyring>> keys() {
        return listeners.stream().map(ListenerKeys::keys).toList();
    }

    /**
     * Brings what changed into service, and warns of what expires soon. Blocks.
     *
     * @param now whether to take files as they are, also those that are still being written
     */
    public Refreshed look(boolean now, Renewal renewal) {
        boolean changed = false;
        boolean faulty = false;
        boolean settled = true;
        for (int i = 0; i < listeners.size(); i++) {
            ListenerKeys listener = listeners.get(i);
            if (listener.look(now, clock.instant())) {
                changed = true;
                faulty |= listener.isFaulty();
                if (!listener.isFaulty()) {
                    renewal.renew(i, listener.keys().orElseThrow());
                }
            }
            settled &= listener.isSettled();
            listener.keys().ifPresent(keys -> expiry.look(listener.name(), keys.expiries()));
        }
        return new Refreshed(changed, faulty, settled);
    }

    /** The faults and warnings of the files as they are now. */
    public List<Fault> faults() {
        return listeners.stream()
                .flatMap(listener -> listener.faults().stream())
                .toList();
    }

    /** When what each listener shows expires, by its name. */
    public List<Map<String, Instant>> expiries() {
        return listeners.stream()
                .map(listener -> listener.keys().map(Keyring::expiries).orElse(Map.of()))
                .toList();
    }
}

package dev.penstock.engine.deploy;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Fingerprint;
import dev.penstock.engine.config.ListenSpec;
import dev.penstock.engine.config.Placed;
import dev.penstock.engine.config.TlsSpec;
import dev.penstock.engine.tls.Keyring;
import dev.penstock.engine.tls.TlsFault;
import dev.penstock.engine.tls.TlsSettings;
import dev.penstock.sdk.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The certificate files of one listener: the last good ones, and the faults of those that are there now. */
final class ListenerKeys {
    private static final System.Logger LOG = System.getLogger(ListenerKeys.class.getName());

    /** They settle together. */
    private static final Path ALL = Path.of("");

    private final String name;
    private final Optional<TlsSettings> settings;
    private final Map<TlsFault.Source, Place> places = new HashMap<>();
    private final Settling settling = new Settling();
    private Map<Path, Fingerprint> read;
    private volatile Optional<Keyring> keys = Optional.empty();
    private volatile List<Fault> faults = List.of();

    ListenerKeys(ListenSpec spec, Instant now) {
        name = spec.host() + ":" + spec.port();
        settings = spec.tls().map(this::settings);
        read = states();
        read(now);
    }

    private TlsSettings settings(TlsSpec spec) {
        return new TlsSettings(
                spec.certificates().stream()
                        .map(each -> new TlsSettings.Certificate(
                                path("cert", each.cert()), path("key", each.key()), each.sni()))
                        .toList(),
                spec.clientCa().map(file -> path("client-ca", file)),
                spec.clientsMayHaveNone());
    }

    private Path path(String key, Placed<Path> file) {
        places.putIfAbsent(new TlsFault.Source(key, file.value()), file.place());
        return file.value();
    }

    /** Where it listens, for a person. */
    String name() {
        return name;
    }

    /** What it shows; empty when it speaks no TLS, or had faults from the start. */
    Optional<Keyring> keys() {
        return keys;
    }

    List<Fault> faults() {
        return faults;
    }

    boolean isFaulty() {
        return faults.stream().anyMatch(fault -> !fault.warning());
    }

    boolean isSettled() {
        return settling.isQuiet();
    }

    /** Reads what changed, once it rests; whether anything was read. */
    boolean look(boolean now, Instant time) {
        Map<Path, Fingerprint> states = states();
        if (states.equals(read)) {
            settling.forget(ALL);
            return false;
        }
        if (!now && !settling.isDone(ALL, states)) {
            return false;
        }
        settling.forget(ALL);
        read = states;
        read(time);
        log();
        return true;
    }

    private Map<Path, Fingerprint> states() {
        return settings.stream()
                .flatMap(TlsSettings::files)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), Fingerprint::of));
    }

    private void read(Instant now) {
        Faults found = new Faults();
        settings.flatMap(files -> Keyring.read(files, now, fault -> {
                    Place place = places.get(fault.source());
                    if (fault.warning()) {
                        found.warn(place, fault.message());
                    } else {
                        found.fault(place, fault.message());
                    }
                }))
                .ifPresent(good -> keys = Optional.of(good));
        faults = found.list();
    }

    private void log() {
        if (isFaulty()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the certificates of " + name + " have faults: the last good ones go on");
        } else {
            LOG.log(System.Logger.Level.INFO, "the certificates of " + name + " have been renewed");
        }
        faults.forEach(fault ->
                LOG.log(fault.warning() ? System.Logger.Level.WARNING : System.Logger.Level.ERROR, fault.toString()));
    }
}

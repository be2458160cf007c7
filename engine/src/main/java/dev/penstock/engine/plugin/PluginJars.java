package dev.penstock.engine.plugin;

import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The jars directly in a folder. For one thread at a time, off the event loops.
 *
 * <p>A jar is looked at again when its file changes, and has changed when two looks in a row find the same: none is read
 * while it is written. One that is replaced by a broken one goes on until a good one comes, as a pipeline file does.
 */
final class PluginJars {
    /** What tells a file from a later one of the same name. */
    private record Stamp(FileTime modified, long size, String inode) {
        static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(
                        attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey())));
            } catch (IOException gone) {
                return Optional.empty();
            }
        }
    }

    /**
     * What came of a file.
     *
     * @param jar the jar that serves; empty when there never was a good one
     * @param fault of the file as it is now
     */
    private record Known(Stamp stamp, Optional<PluginJar> jar, Optional<Fault> fault) {}

    private final Path folder;
    private final Duration patience;
    private final Path copies;
    private final Map<Path, Known> known = new LinkedHashMap<>();
    private final Map<Path, Optional<Stamp>> underWay = new HashMap<>();
    private final Map<Class<?>, JarHost> offers = new ConcurrentHashMap<>();

    PluginJars(Path folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
        try {
            this.copies = Files.createTempDirectory("penstock-plugins");
        } catch (IOException full) {
            throw new UncheckedIOException("expected a folder for temporary files", full);
        }
    }

    /**
     * Looks at the folder, which need not be there; the answer is what no longer serves.
     *
     * @param now whether to take files as they are, also those that are still being written
     */
    List<Retired> refresh(Host host, Faults faults, boolean now) {
        List<Retired> retired = new ArrayList<>();
        Map<Path, Optional<Stamp>> found = new LinkedHashMap<>();
        files(faults).forEach(file -> found.put(file, Stamp.of(file)));
        known.keySet().forEach(file -> found.putIfAbsent(file, Optional.empty()));
        found.entrySet().removeIf(file -> !isDone(file.getKey(), file.getValue(), now));
        found.forEach((file, stamp) -> {
            if (stamp.isEmpty()) {
                Optional.ofNullable(known.remove(file))
                        .flatMap(Known::jar)
                        .ifPresent(jar -> retired.add(new Retired(jar, patience)));
            }
        });
        found.forEach((file, stamp) -> stamp.ifPresent(state -> look(file, state, host, retired)));
        // What one that is gone stood in the way of.
        if (!retired.isEmpty()) {
            Map.copyOf(known).forEach((file, state) -> {
                if (state.fault().isPresent()) {
                    known.put(file, opened(file, state.stamp(), state.jar(), host, retired));
                }
            });
        }
        known.values().forEach(file -> file.fault().ifPresent(fault -> faults.addAll(List.of(fault))));
        return retired;
    }

    /** Whether no change of a file is under way. */
    boolean isSettled() {
        return underWay.isEmpty();
    }

    /** The jars that serve, those that were there first at the front. */
    List<PluginJar> serving() {
        return known.values().stream().flatMap(file -> file.jar().stream()).toList();
    }

    /** Stops all plugins. */
    void close() {
        known.values().forEach(file -> file.jar().ifPresent(jar -> jar.close(patience)));
        known.clear();
        try {
            Files.deleteIfExists(copies);
        } catch (IOException notEmpty) {
            // Copies of retired jars that are still in use: they remove themselves.
            copies.toFile().deleteOnExit();
        }
    }

    private boolean isDone(Path file, Optional<Stamp> state, boolean now) {
        Optional<Stamp> before = Optional.ofNullable(known.get(file)).map(Known::stamp);
        if (state.equals(before) || now || state.equals(underWay.get(file))) {
            underWay.remove(file);
            return true;
        }
        underWay.put(file, state);
        return false;
    }

    private void look(Path file, Stamp stamp, Host host, List<Retired> retired) {
        Optional<Known> before = Optional.ofNullable(known.get(file));
        if (before.map(Known::stamp).filter(stamp::equals).isEmpty()) {
            known.put(file, opened(file, stamp, before.flatMap(Known::jar), host, retired));
        }
    }

    private Known opened(Path file, Stamp stamp, Optional<PluginJar> serving, Host host, List<Retired> retired) {
        try {
            PluginJar jar = PluginJar.open(file, copies);
            checkName(jar);
            jar.start(new JarHost(host, jar.identity(), offers), patience);
            serving.ifPresent(old -> retired.add(new Retired(old, patience)));
            return new Known(stamp, Optional.of(jar), Optional.empty());
        } catch (BadJar bad) {
            Place place = new Place(file.toString(), 1, 1);
            return new Known(stamp, serving, Optional.of(new Fault(place, bad.getMessage(), false)));
        }
    }

    /** Of two jars of one name the first one serves. */
    private void checkName(PluginJar newcomer) throws BadJar {
        for (PluginJar other : serving()) {
            if (!other.file().equals(newcomer.file())
                    && other.identity().name().equals(newcomer.identity().name())) {
                newcomer.close(patience);
                throw new BadJar("the plugin '" + newcomer.identity().name() + "' is brought by " + other.file()
                        + " too: remove one of the two");
            }
        }
    }

    private List<Path> files(Faults faults) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            faults.fault(new Place(folder.toString(), 1, 1), "expected a folder that can be read, found " + unreadable);
            return List.copyOf(known.keySet());
        }
    }
}

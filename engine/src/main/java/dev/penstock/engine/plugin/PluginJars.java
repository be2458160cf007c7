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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jars directly in a folder. For one thread at a time, off the event loops.
 *
 * <p>A jar is looked at again when its file changes. One that is replaced by a broken one goes on until a good one comes,
 * as a pipeline file does.
 */
final class PluginJars {
    /** What tells a file from a later one of the same name. */
    private record Stamp(FileTime modified, long size, String inode) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
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
    private final Path copies;
    private final Map<Path, Known> known = new LinkedHashMap<>();

    PluginJars(Path folder) {
        this.folder = folder;
        try {
            this.copies = Files.createTempDirectory("penstock-plugins");
        } catch (IOException full) {
            throw new UncheckedIOException("expected a folder for temporary files", full);
        }
    }

    /** Looks at the folder, which need not be there; the answer is what no longer serves. */
    List<Retired> refresh(Host host, Faults faults) {
        List<Retired> retired = new ArrayList<>();
        List<Path> files = files(faults);
        List<Path> gone =
                known.keySet().stream().filter(file -> !files.contains(file)).toList();
        for (Path file : gone) {
            known.remove(file).jar().ifPresent(jar -> retired.add(new Retired(file, jar)));
        }
        for (Path file : files) {
            look(file, host, retired);
            Optional.ofNullable(known.get(file))
                    .flatMap(Known::fault)
                    .ifPresent(fault -> faults.addAll(List.of(fault)));
        }
        return retired;
    }

    /** The plugins of all jars, those that were there first at the front. */
    List<Brought> brought() {
        return known.values().stream()
                .flatMap(file -> file.jar().stream())
                .flatMap(jar -> jar.brought().stream())
                .toList();
    }

    /** Stops all plugins. */
    void close() {
        known.values().forEach(file -> file.jar().ifPresent(PluginJar::close));
        known.clear();
        try {
            Files.deleteIfExists(copies);
        } catch (IOException notEmpty) {
            // Copies of retired jars that are still in use: they remove themselves.
            copies.toFile().deleteOnExit();
        }
    }

    private void look(Path file, Host host, List<Retired> retired) {
        Known before = known.get(file);
        Optional<PluginJar> serving = before == null ? Optional.empty() : before.jar();
        try {
            Stamp stamp = Stamp.of(file);
            if (before != null && before.stamp().equals(stamp)) {
                return;
            }
            known.put(file, opened(file, stamp, serving, host, retired));
        } catch (IOException goneMeanwhile) {
            Optional.ofNullable(known.remove(file))
                    .flatMap(Known::jar)
                    .ifPresent(jar -> retired.add(new Retired(file, jar)));
        }
    }

    private Known opened(Path file, Stamp stamp, Optional<PluginJar> serving, Host host, List<Retired> retired) {
        try {
            PluginJar jar = PluginJar.start(file, copies, host);
            serving.ifPresent(old -> retired.add(new Retired(file, old)));
            return new Known(stamp, Optional.of(jar), Optional.empty());
        } catch (BadJar bad) {
            Place place = new Place(file.toString(), 1, 1);
            return new Known(stamp, serving, Optional.of(new Fault(place, bad.getMessage(), false)));
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

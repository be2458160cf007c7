package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files with values put into them, and keeps which files were looked at and how each is called in places.
 *
 * @param seen every file that was read or looked for, in the state it had just before
 * @param named the files by the name in their places
 */
record Source(Substitution substitution, Map<Path, Fingerprint> seen, Map<String, Path> named) {
    /** The file is about to be read: what changes from now on is another state. */
    void look(Path file) {
        seen.computeIfAbsent(file, Fingerprint::of);
    }

    Optional<Node> read(Path file, Faults faults) {
        open(file);
        return Yaml.read(file, file.toString(), faults).map(root -> substitution.apply(root, file, faults, this::look));
    }

    /** A file of data, without values put into it. */
    Optional<Node> readData(DataFile.Kind kind, Path file, Faults faults) {
        open(file);
        return DataFile.read(kind, file, faults);
    }

    private void open(Path file) {
        look(file);
        named.put(file.toString(), file);
    }
}

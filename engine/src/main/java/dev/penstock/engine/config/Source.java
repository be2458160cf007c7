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
        return readPlain(file, faults).map(root -> substitution.apply(root, file, faults, this::look));
    }

    /** Without values put into it. */
    Optional<Node> readPlain(Path file, Faults faults) {
        look(file);
        named.put(file.toString(), file);
        return Yaml.read(file, file.toString(), faults);
    }
}

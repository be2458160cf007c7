package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files with values put into them, and keeps which files were looked at and how each is called in places.
 *
 * @param files told of every file that was read or looked for
 * @param named the files by the name in their places
 */
record Source(Substitution substitution, Set<Path> files, Map<String, Path> named) {
    Optional<Node> read(Path file, Faults faults) {
        files.add(file);
        named.put(file.toString(), file);
        return Yaml.read(file, file.toString(), faults).map(root -> substitution.apply(root, file, faults, files::add));
    }
}

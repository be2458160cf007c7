package dev.penstock.engine.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What a jar says of itself in its manifest.
 *
 * @param name {@code Penstock-Plugin}, else the name of the file; of two jars of one name the later is left out
 * @param version {@code Implementation-Version}; empty: none is stated
 */
public record JarIdentity(String name, String version) {
    private static final String NAME = "Penstock-Plugin";

    static JarIdentity of(Path jar, Optional<Manifest> manifest) throws BadJar {
        Attributes attributes = manifest.map(Manifest::getMainAttributes).orElseGet(Attributes::new);
        String stated = attributes.getValue(NAME);
        if (stated != null && !stated.matches("[a-z][a-z0-9-]*")) {
            throw new BadJar(
                    "expected '" + NAME + ": ' and a name such as acme-auth in the manifest, found '" + stated + "'");
        }
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String file = jar.getFileName().toString();
        return new JarIdentity(
                stated == null ? file.substring(0, file.length() - ".jar".length()) : stated,
                version == null ? "" : version);
    }

    /** Its name, and its version where it has one. */
    @Override
    public String toString() {
        return version.isEmpty() ? name : name + " " + version;
    }
}

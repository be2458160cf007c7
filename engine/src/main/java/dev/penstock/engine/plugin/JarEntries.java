package dev.penstock.engine.plugin;

import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What a jar must not hold, seen in its list of entries alone. */
final class JarEntries {
    /** The gateway's own classes: of what a step shares with it there is one version, that of the gateway. */
    private static final List<String> GATEWAYS_OWN =
            List.of("dev/penstock/sdk/", "dev/penstock/engine/", "io/vertx/core/", "org/slf4j/");

    private JarEntries() {}

    /** @throws BadJar that names the first entry that must not be there */
    static void check(JarFile jar) throws BadJar {
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (leavesTheJar(name)) {
                throw new BadJar("expected entries with names inside the jar, found '" + name
                        + "': build the jar anew, and ask where this one came from");
            }
            if (name.endsWith(".class") && GATEWAYS_OWN.stream().anyMatch(name::startsWith)) {
                throw new BadJar("expected the gateway's own classes outside, found '" + name
                        + "' in the jar: give that dependency the scope 'provided'");
            }
        }
    }

    private static boolean leavesTheJar(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || List.of(name.split("/", -1)).contains("..");
    }
}

package dev.penstock.plugins.script;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Place;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Source;

/**
 * The text of a hook module and of what it imports. Two steps of an API with the same texts share its realms.
 *
 * @param api the API that it belongs to: no realm serves two
 * @param name the file as the user named it, or the place of an inline hook
 * @param files ES modules by name, the hook among them
 * @param specifiers what its imports are written like, and the names of what they mean, as far as they mean one
 */
record HookSource(String api, String name, Map<String, String> files, Map<String, String> specifiers) {
    private static final String MODULE = "application/javascript+module";

    HookSource {
        files = Map.copyOf(files);
        specifiers = Map.copyOf(specifiers);
    }

    /** A hook that imports nothing. */
    HookSource(String api, String name, String text) {
        this(api, name, Map.of(name, text), Map.of());
    }

    /** A module that exports what the hook exports; the hook itself comes from {@link ModuleFiles}, as its imports do. */
    Source entry() {
        String code = "export * from " + Json.write(path(name));
        return Source.newBuilder("js", code, "penstock:entry").mimeType(MODULE).buildLiteral();
    }

    /** Where a realm finds this file: below the folder that all of the hook's share, so that a script learns of no other. */
    String path(String file) {
        String top = files.keySet().stream()
                .map(each -> folder(normal(each)))
                .reduce(HookSource::shared)
                .orElse("");
        return "/" + normal(file).substring(top.length());
    }

    private static String normal(String file) {
        return Path.of(file).normalize().toString();
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private static String shared(String one, String other) {
        int end = 0;
        for (int at = 0; at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at); at++) {
            if (one.charAt(at) == '/') {
                end = at + 1;
            }
        }
        return one.substring(0, end);
    }

    /** The start of the file. */
    Place place() {
        return new Place(name, 1, 1);
    }

    /** A stack trace as the log has it: files as the user named them, and no frame of the gateway's own. */
    String legible(String stack) {
        StringBuilder out = new StringBuilder(stack.length());
        for (String line : stack.split("\n", -1)) {
            if (!line.contains("penstock:") || !line.startsWith("    at ")) {
                out.append(out.length() == 0 ? "" : "\n").append(named(line));
            }
        }
        return out.toString();
    }

    private String named(String line) {
        int start = line.startsWith("    at ") ? Math.max(line.indexOf('('), 6) + 1 : line.length();
        String at = line.substring(start);
        for (Map.Entry<String, String> each : specifiers.entrySet()) {
            if (at.startsWith(each.getKey() + ":")) {
                return line.substring(0, start)
                        + each.getValue()
                        + at.substring(each.getKey().length());
            }
        }
        String path = path(name);
        return at.startsWith(path + ":") ? line.substring(0, start) + name + at.substring(path.length()) : line;
    }
}

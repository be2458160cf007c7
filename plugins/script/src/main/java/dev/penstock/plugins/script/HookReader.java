package dev.penstock.plugins.script;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a hook and, one after the other, the modules that it imports, before anything of them runs: so each is watched,
 * and none can be reached that was not read here.
 */
final class HookReader {
    private static final int LONGEST = 1 << 20;
    private static final int MOST_FILES = 64;

    private final StepContext context;
    private final Set<String> globals;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> specifiers = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Deque<Module> unread = new ArrayDeque<>();
    private boolean faulty;

    /** @param name as the user would name it */
    private record Module(Path file, String name, Node at) {}

    /** @param globals the names that every realm has */
    HookReader(StepContext context, Set<String> globals) {
        this.context = context;
        this.globals = globals;
    }

    /** The hook in a file that a setting names; empty when a fault was recorded. */
    Optional<HookSource> file(Node.Scalar named) {
        Path file = context.file(named);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String name = beside(named.place().file(), named.text());
        unread.add(new Module(file, name, named));
        while (!unread.isEmpty()) {
            read(unread.remove());
        }
        ambiguous.forEach(specifiers::remove);
        return faulty
                ? Optional.empty()
                : Optional.of(new HookSource(context.route().api(), name, files, specifiers));
    }

    /** The hook that a setting holds. */
    Optional<HookSource> inline(Node.Scalar text) {
        String name = text.place().file() + ":" + text.place().line() + " inline";
        Outline.of(name, text.text(), globals).ifPresent(outline -> {
            for (Outline.Word each : outline.imports()) {
                fault(text, "an inline hook imports nothing, found '" + each.text() + "': put the hook into a file");
            }
            for (Outline.Word each : outline.free()) {
                String where = "line " + each.place().line() + " of the hook: ";
                context.warn(text, where + Missing.global(each.text()));
            }
        });
        return faulty
                ? Optional.empty()
                : Optional.of(new HookSource(context.route().api(), name, text.text()));
    }

    private void read(Module module) {
        if (files.containsKey(module.name())) {
            return;
        }
        if (files.size() == MOST_FILES) {
            fault(module.at(), "expected a hook of at most " + MOST_FILES + " files, found more");
            return;
        }
        text(module).ifPresent(text -> {
            files.put(module.name(), text);
            Outline.of(module.name(), text, globals).ifPresent(outline -> follow(module, outline));
        });
    }

    private void follow(Module module, Outline outline) {
        for (Outline.Word each : outline.free()) {
            context.warn(node(each), Missing.global(each.text()));
        }
        for (Outline.Word each : outline.imports()) {
            if (!each.text().startsWith("./") && !each.text().startsWith("../")) {
                fault(
                        node(each),
                        "expected a file beside this one, such as './names.js', found '" + each.text()
                                + "': a hook has no packages and no network");
                continue;
            }
            String name = beside(module.name(), each.text());
            String known = specifiers.putIfAbsent(each.text(), name);
            if (known != null && !known.equals(name)) {
                ambiguous.add(each.text());
            }
            Optional<Path> file = context.fileBeside(module.file(), node(each));
            file.ifPresent(path -> unread.add(new Module(path, name, node(each))));
            faulty |= file.isEmpty();
        }
    }

    private Optional<String> text(Module module) {
        try {
            if (Files.size(module.file()) > LONGEST) {
                fault(module.at(), "expected a hook of at most 1 MiB, found a longer one");
                return Optional.empty();
            }
            return Optional.of(Files.readString(module.file(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            fault(module.at(), "expected a file of UTF-8 text that can be read");
            return Optional.empty();
        }
    }

    private void fault(Node at, String message) {
        faulty = true;
        context.fault(at, message);
    }

    private static Node node(Outline.Word word) {
        return new Node.Scalar(word.place(), word.text(), word.text());
    }

    /** A file as a user would name it: beside the one that names it. */
    private static String beside(String naming, String file) {
        return Path.of(naming).resolveSibling(file).normalize().toString();
    }
}

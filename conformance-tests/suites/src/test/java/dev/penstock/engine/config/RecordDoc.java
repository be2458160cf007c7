package dev.penstock.engine.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the javadoc of a record says, as Markdown.
 *
 * @param text of the record
 * @param components what is said of each, by its name
 */
record RecordDoc(String text, Map<String, String> components) {
    private static final Path ROOT = Path.of("../..");

    /** Reads the source of a record, which lies in this repository. */
    static RecordDoc of(Class<?> type) {
        Class<?> top = type;
        while (top.getEnclosingClass() != null) {
            top = top.getEnclosingClass();
        }
        String source = source(top.getName().replace('.', '/') + ".java");
        int declared = source.indexOf("record " + type.getSimpleName() + "(");
        int end = source.lastIndexOf("*/", declared);
        int begin = source.lastIndexOf("/**", end);
        if (declared < 0 || begin < 0 || source.substring(end, declared).contains(";")) {
            throw new IllegalStateException("expected javadoc of " + type.getName() + ", found none");
        }
        String[] parts = source.substring(begin + 3, end)
                .replaceAll("\\s*\\n\\s*\\*? ?", "\n")
                .split("\\n@param ", -1);
        Map<String, String> components = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] said = parts[i].strip().split("\\s+", 2);
            components.put(said[0], markdown(said[1]));
        }
        return new RecordDoc(markdown(parts[0]), components);
    }

    private static String source(String name) {
        try (Stream<Path> plugins = Files.list(ROOT.resolve("plugins"))) {
            Stream<Path> roots = Stream.concat(Stream.of(ROOT.resolve("engine"), ROOT.resolve("sdk")), plugins);
            Path file = roots.map(root -> root.resolve("src/main/java").resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("expected the source " + name + ", found none"));
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String markdown(String javadoc) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = javadoc.indexOf("{@"); open >= 0; open = javadoc.indexOf("{@", at)) {
            int close = close(javadoc, open);
            String[] tag = javadoc.substring(open + 2, close).split("\\s+", 2);
            String words = tag[1].replaceFirst(tag[0].equals("link") ? "^\\S*[.#]|^\\S+ (?=\\S)" : "^$", "");
            out.append(javadoc, at, open).append('`').append(words).append('`');
            at = close + 1;
        }
        return out.append(javadoc.substring(at))
                .toString()
                .replaceAll("\\s+", " ")
                .replaceAll("</?p>", "")
                .strip();
    }

    private static int close(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalStateException("expected '}', found " + text);
    }
}

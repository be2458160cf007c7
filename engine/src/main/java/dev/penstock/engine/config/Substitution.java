package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts {@code ${env:NAME}}, {@code ${env:NAME:-default}}, {@code ${secret:name}} and {@code ${file:path}} into the
 * scalars of a file. Every other expression, and every escape (a dollar before one), stays as it is.
 *
 * <p>What is inserted is data: the scalar stays text, so no YAML in it is read, and what looks like an expression in it
 * is escaped, so none is evaluated. A default is the file's own text, and stays as it is. One line break at the end of
 * a file is dropped.
 */
public final class Substitution {
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<String> KINDS = Set.of("env", "secret", "file");

    private final Map<String, String> environment;
    private final Path secrets;

    /**
     * Where values come from.
     *
     * @param secrets the folder of the files that {@code ${secret:…}} names
     */
    public Substitution(Map<String, String> environment, Path secrets) {
        this.environment = Map.copyOf(environment);
        this.secrets = secrets;
    }

    /**
     * The same tree with the values in it.
     *
     * @param file the file that the tree was read from: {@code ${file:…}} is relative to its folder
     * @param watched told of every file that was read or looked for
     */
    public Node apply(Node root, Path file, Faults faults, Consumer<Path> watched) {
        return new Run(file, faults, watched).node(root);
    }

    private final class Run {
        private final Path naming;
        private final Faults faults;
        private final Consumer<Path> watched;

        Run(Path naming, Faults faults, Consumer<Path> watched) {
            this.naming = naming;
            this.faults = faults;
            this.watched = watched;
        }

        Node node(Node node) {
            if (node instanceof Node.Scalar scalar) {
                return scalar(scalar);
            }
            if (node instanceof Node.Sequence sequence) {
                return new Node.Sequence(
                        sequence.place(),
                        sequence.items().stream().map(this::node).toList());
            }
            Node.Mapping mapping = (Node.Mapping) node;
            List<Node.Entry> entries = new ArrayList<>(mapping.entries().size());
            for (Node.Entry entry : mapping.entries()) {
                entries.add(new Node.Entry(entry.key(), entry.place(), node(entry.value())));
            }
            return new Node.Mapping(mapping.place(), entries);
        }

        private Node scalar(Node.Scalar scalar) {
            if (!(scalar.value() instanceof String)) {
                return scalar;
            }
            String text = scalar.text();
            StringBuilder out = new StringBuilder(text.length());
            int done = 0;
            for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", open + 2)) {
                if (open < done || (open > 0 && text.charAt(open - 1) == '$') || !isOurs(text, open)) {
                    continue;
                }
                int close = close(text, open + 2);
                if (close < 0) {
                    faults.settle(scalar, "expected a '}' that closes '" + text.substring(open) + "', found none");
                    return scalar;
                }
                out.append(text, done, open);
                out.append(value(scalar, text.substring(open + 2, close)));
                done = close + 1;
            }
            if (done == 0) {
                return scalar;
            }
            String whole = out.append(text, done, text.length()).toString();
            return new Node.Scalar(scalar.place(), whole, whole);
        }

        private String value(Node.Scalar at, String reference) {
            int colon = reference.indexOf(':');
            String name = reference.substring(colon + 1);
            Optional<String> value = switch (reference.substring(0, colon)) {
                case "env" -> environment(at, name);
                case "secret" -> secret(at, name);
                default -> file(at, naming.resolveSibling(name), "${file:" + name + "}");
            };
            return value.orElse("");
        }

        private static String escaped(String data) {
            return data.replace("${", "$${");
        }

        private Optional<String> environment(Node.Scalar at, String reference) {
            int dash = reference.indexOf(":-");
            String name = dash < 0 ? reference : reference.substring(0, dash);
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                faults.settle(at, "expected a variable such as ${env:NAME}, found '${env:" + reference + "}'");
                return Optional.empty();
            }
            String value = environment.get(name);
            if (dash >= 0 && (value == null || value.isEmpty())) {
                return Optional.of(reference.substring(dash + 2));
            }
            if (value == null) {
                faults.settle(at, "the environment has no " + name + ": set it, or write ${env:" + name + ":-default}");
                return Optional.empty();
            }
            faults.conceal(at.place(), value);
            return Optional.of(escaped(value));
        }

        private Optional<String> secret(Node.Scalar at, String name) {
            if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
                faults.settle(at, "expected the name of a file in " + secrets + ", found '" + name + "'");
                return Optional.empty();
            }
            return file(at, secrets.resolve(name), "${secret:" + name + "}");
        }

        private Optional<String> file(Node.Scalar at, Path path, String reference) {
            watched.accept(path);
            try (InputStream in = PlainFile.open(path)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    faults.settle(at, "expected at most 1 MiB for " + reference + ", found more in " + path);
                    return Optional.empty();
                }
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                String value = text.replaceFirst("\\r?\\n\\z", "");
                faults.conceal(at.place(), value);
                return Optional.of(escaped(value));
            } catch (CharacterCodingException binary) {
                faults.settle(at, "expected UTF-8 for " + reference + ", found other bytes in " + path);
            } catch (IOException unreadable) {
                faults.settle(
                        at, "expected the file " + path + " for " + reference + ", found " + Reason.of(unreadable));
            }
            return Optional.empty();
        }
    }

    private static boolean isOurs(String text, int open) {
        return KINDS.stream().anyMatch(kind -> text.startsWith(kind + ":", open + 2));
    }

    /** The brace that closes the one before {@code from}, past pairs of braces; -1 when there is none. */
    private static int close(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }
}

package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Settings as their files write them: {@code ${env:…}}, {@code ${secret:…}} and {@code ${file:…}} stand there by name, so
 * that nothing of what they insert is shown, and what is written under the name of a secret, or as one within a URI, is
 * struck out. For one thread.
 */
public final class Written {
    private static final Set<String> SECRETS = Set.of("secret", "password", "passphrase", "token");
    private static final Pattern INSERTED = Pattern.compile("\\$\\{(env|secret|file):[^{}]*}");

    /** The password of a user, and the value of a parameter that is named like a secret; group 2 or 4 is the value. */
    private static final Pattern IN_URI = Pattern.compile("(://[^/?#@\\s:]*:)([^/?#@\\s]+)(?=@)"
            + "|([?&][^=&?\\s]*(?i:passw|passphrase|secret|token|key|credential)[^=&?\\s]*=)"
            + "(RAW\\([^)]*\\)|RAW\\{[^}]*}|[^&\\s]+)");

    private static final String STRUCK = "***";

    private final Map<String, Map<Place, Node>> files = new HashMap<>();

    /** What stands under the key at this place, as YAML; empty when the file changed meanwhile. */
    public Optional<String> under(Place key) {
        return Optional.ofNullable(
                        files.computeIfAbsent(key.file(), Written::read).get(key))
                .map(value -> yaml(shown(value, false)));
    }

    private static Map<Place, Node> read(String file) {
        Map<Place, Node> values = new HashMap<>();
        Yaml.read(Path.of(file), file, new Faults()).ifPresent(root -> index(root, values));
        return values;
    }

    private static void index(Node node, Map<Place, Node> values) {
        if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> index(item, values));
        } else if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> {
                values.put(entry.place(), entry.value());
                index(entry.value(), values);
            });
        }
    }

    private static String yaml(Node node) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.AUTO)
                .setWidth(110)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(plain(node)).strip();
    }

    /** A node as plain Java values. */
    static Object plain(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.value();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(Written::plain).collect(Collectors.toList());
        }
        Map<String, Object> map = new LinkedHashMap<>();
        ((Node.Mapping) node).entries().forEach(entry -> map.put(entry.key(), plain(entry.value())));
        return map;
    }

    /** The same without what is written under the names of secrets, unless it is no more than a name of one. */
    private static Node shown(Node node, boolean secret) {
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    node.place(),
                    sequence.items().stream().map(item -> shown(item, secret)).toList());
        }
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    node.place(),
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(
                                    entry.key(),
                                    entry.place(),
                                    shown(entry.value(), secret || SECRETS.contains(entry.key()))))
                            .toList());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        boolean hidden = secret
                && scalar.value() != null
                && !INSERTED.matcher(scalar.text()).matches();
        if (hidden) {
            return new Node.Scalar(node.place(), STRUCK, STRUCK);
        }
        return scalar.value() instanceof String text ? text(scalar, text) : scalar;
    }

    private static Node text(Node.Scalar scalar, String text) {
        String shown = IN_URI.matcher(text).replaceAll(found -> {
            int group = found.group(2) == null ? 3 : 1;
            String value = INSERTED.matcher(found.group(group + 1)).matches() ? found.group(group + 1) : STRUCK;
            return Matcher.quoteReplacement(found.group(group) + value);
        });
        return shown.equals(text) ? scalar : new Node.Scalar(scalar.place(), shown, shown);
    }
}

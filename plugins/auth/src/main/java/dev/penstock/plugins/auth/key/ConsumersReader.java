package dev.penstock.plugins.auth.key;

import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.StepContext;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a consumers file, strictly: what is wrong in it is said at its place and refuses the file as a whole. No message
 * shows a key.
 */
final class ConsumersReader {
    private static final String DIGEST = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]+");

    private final StepContext context;
    private final Map<String, Place> names = new HashMap<>();
    private final Map<Digest, Owned> keys = new HashMap<>();

    private record Owned(Consumer consumer, Place place) {}

    private ConsumersReader(StepContext context) {
        this.context = context;
    }

    /** The consumers of this file, read once for all steps that name it. */
    static Consumers read(Node file, StepContext context) {
        Path path = context.file(file);
        return context.once(path, Consumers.class, () -> new ConsumersReader(context).readAll(file));
    }

    private Consumers readAll(Node path) {
        context.confidential(path)
                .flatMap(root -> context.bind(root, ConsumersFile.class))
                .ifPresent(file -> items(file.consumers()).forEach(this::consumer));
        Map<Digest, Consumer> found = new HashMap<>();
        keys.forEach((digest, owned) -> found.put(digest, owned.consumer()));
        return new Consumers(found);
    }

    private void consumer(Node node) {
        context.bind(node, ConsumersFile.Entry.class).ifPresent(entry -> {
            Optional<String> name = text(entry.name(), "a name", NAME);
            name.ifPresent(stated -> unique(stated, entry.name()));
            Consumer consumer = new Consumer(
                    new Principal(
                            Optional.empty(),
                            Map.of(),
                            scopes(entry.scopes()),
                            name,
                            entry.tier().flatMap(tier -> text(tier, "a tier", NAME))),
                    entry.expires().map(this::expires).orElse(Long.MAX_VALUE));
            if (entry.keys() instanceof Node.Mapping map) {
                context.fault(map, "keys: expected a key or a list of keys, found a map");
                return;
            }
            items(entry.keys()).forEach(key -> digest(key).ifPresent(digest -> add(digest, consumer, key)));
        });
    }

    private void unique(String name, Node at) {
        Place before = names.putIfAbsent(name, at.place());
        if (before != null) {
            context.fault(at, "name: this name stands twice, first at line " + before.line() + ": give each its own");
        }
    }

    private void add(Digest digest, Consumer consumer, Node at) {
        Owned before = keys.putIfAbsent(digest, new Owned(consumer, at.place()));
        if (before != null
                && !before.consumer()
                        .principal()
                        .consumer()
                        .equals(consumer.principal().consumer())) {
            context.fault(
                    at,
                    "keys: another consumer has this key too, at line "
                            + before.place().line() + ": a key is of one consumer");
        }
    }

    private Optional<Digest> digest(Node node) {
        Optional<String> key = text(node, "a key of visible ASCII without blanks", VISIBLE);
        if (key.isEmpty() || !key.get().startsWith(DIGEST)) {
            return key.map(Sha256::of);
        }
        String hex = key.get().substring(DIGEST.length());
        if (!HEX.matcher(hex).matches()) {
            context.fault(
                    node,
                    "keys: expected the 64 hex digits of a SHA-256 after 'sha256:', found " + hex.length()
                            + " characters that are none: printf %s KEY | sha256sum writes them");
            return Optional.empty();
        }
        return Optional.of(Digest.of(HexFormat.of().parseHex(hex)));
    }

    private Set<String> scopes(Optional<Node> stated) {
        Set<String> scopes = new LinkedHashSet<>();
        for (Node item : stated.map(ConsumersReader::items).orElse(List.of())) {
            text(item, "a scope without blanks and quotes", CredentialReader.SCOPE)
                    .ifPresent(scopes::add);
        }
        return scopes;
    }

    private long expires(Node node) {
        String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
        try {
            return text.length() == "2027-01-31".length()
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException none) {
            context.fault(
                    node,
                    "expires: expected a date such as 2027-01-31 or a moment such as 2027-01-31T12:00:00Z, found another"
                            + " text");
            return 0;
        }
    }

    /** A text, which YAML must have taken for one: 0123 and 1e5 would not be the keys that they look like. */
    private Optional<String> text(Node node, String what, Pattern form) {
        boolean scalar = node instanceof Node.Scalar;
        if (node instanceof Node.Scalar text && text.value() instanceof String value) {
            if (form.matcher(value).matches()) {
                return Optional.of(value);
            }
            context.fault(node, "expected " + what + ", found " + (value.isEmpty() ? "none" : "other characters"));
        } else {
            context.fault(
                    node,
                    "expected " + what + ", found what is no text"
                            + (scalar ? " but a number, a truth value or nothing: put it in quotes" : ""));
        }
        return Optional.empty();
    }

    private static List<Node> items(Node node) {
        return node instanceof Node.Sequence list ? list.items() : new ArrayList<>(List.of(node));
    }
}

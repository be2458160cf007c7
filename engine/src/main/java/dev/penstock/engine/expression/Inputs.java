package dev.penstock.engine.expression;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Part;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of a call that something reads, each as deep as it is read. Immutable. */
public final class Inputs {
    /** Nothing. */
    public static final Inputs NONE = new Inputs(Map.of());

    private final Map<Part, Lookup> lookups;

    private Inputs(Map<Part, Lookup> lookups) {
        this.lookups = lookups;
    }

    static Inputs of(Collection<Lookup> lookups) {
        Map<Part, Lookup> parts = new LinkedHashMap<>();
        lookups.forEach(lookup -> parts.put(part(lookup), lookup));
        return new Inputs(parts);
    }

    /** What a step reads by itself. */
    public static Inputs of(Part part) {
        Root root = Root.valueOf(part.kind().name());
        List<Object> steps = part.name().isEmpty()
                ? List.of()
                : List.copyOf(List.of(part.name().split("\\.", -1)));
        return new Inputs(Map.of(part, new Lookup(root, steps)));
    }

    /** Both. */
    public Inputs and(Inputs other) {
        if (lookups.isEmpty() || other.lookups.isEmpty()) {
            return lookups.isEmpty() ? other : this;
        }
        Map<Part, Lookup> both = new LinkedHashMap<>(lookups);
        both.putAll(other.lookups);
        return new Inputs(both);
    }

    /** In the order in which they were met. */
    public Set<Part> parts() {
        return Collections.unmodifiableSet(lookups.keySet());
    }

    /** The declared names among them. */
    public Set<DeclaredSlot> slots() {
        Set<DeclaredSlot> slots = new HashSet<>();
        lookups.values().forEach(lookup -> {
            if (lookup.base() instanceof DeclaredSlot slot) {
                slots.add(slot);
            }
        });
        return slots;
    }

    /** Without what lies below declared names other than these. */
    public Inputs within(Set<DeclaredSlot> known) {
        Map<Part, Lookup> left = new LinkedHashMap<>(lookups);
        left.values().removeIf(lookup -> lookup.base() instanceof DeclaredSlot slot && !known.contains(slot));
        return new Inputs(left);
    }

    /** What this part holds in a call, as a text of its own for each value; of a header field all values count. */
    public Optional<String> text(Part part, Call call) {
        if (part.kind() == Part.Kind.HEADER && !part.name().isEmpty()) {
            List<String> values = call.outbound().headers().getAll(part.name());
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", values));
        }
        return lookups.get(part)
                .find(call)
                .map(value -> value.map(json -> Json.write(json).toString(StandardCharsets.UTF_8))
                        .orElse("null"));
    }

    private static Part part(Lookup lookup) {
        boolean declared = lookup.base() instanceof DeclaredSlot;
        String name = lookup.steps().stream().map(String::valueOf).collect(Collectors.joining("."));
        String base = lookup.base().baseName();
        if (declared) {
            return new Part(Part.Kind.SLOT, name.isEmpty() ? base : base + '.' + name);
        }
        Part.Kind kind = Part.Kind.valueOf(base.toUpperCase(Locale.ROOT));
        return kind == Part.Kind.HEADER ? Part.header(name) : new Part(kind, name);
    }
}

package dev.penstock.engine.config;

import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Builds the tree of one document from the parser's events, which come lazily: a bound that is passed ends the reading
 * there.
 *
 * <p>An alias shares the nodes of its anchor, so it costs no memory; what it would expand to is counted, since whoever
 * walks the tree pays for it.
 */
final class NodeReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ALIASED = 10_000;
    private static final int MAX_DIGITS = 1_000;
    private static final Tag TEXT = Tag.STR;

    /** A node with what an alias of it costs. */
    private record Sized(Node node, int nodes, int depth) {}

    /** Ends the reading: the fault was recorded. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    private final String file;
    private final int maxNodes;
    private final Faults faults;
    private final ScalarResolver resolver = new CoreSchema().getScalarResolver();
    private final Map<Anchor, Optional<Sized>> anchors = new HashMap<>();
    private Iterator<Event> events;
    private int aliased;
    private int nodes;

    NodeReader(String file, int maxNodes, Faults faults) {
        this.file = file;
        this.maxNodes = maxNodes;
        this.faults = faults;
    }

    Optional<Node> read(Iterator<Event> from) {
        events = from;
        try {
            Node root = null;
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    if (root != null) {
                        throw stop(place(event), "expected one document, found a second: put it in a file of its own");
                    }
                    root = node(events.next(), 0).node();
                }
            }
            if (root == null || isNothing(root)) {
                throw stop(
                        new Place(file, 1, 1),
                        "expected settings, found an empty file: write them, or remove the file");
            }
            return Optional.of(root);
        } catch (Stop recorded) {
            return Optional.empty();
        }
    }

    private static boolean isNothing(Node root) {
        return root instanceof Node.Scalar scalar
                && scalar.value() == null
                && scalar.text().isEmpty();
    }

    private Sized node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw stop(place(event), "expected at most " + MAX_DEPTH + " levels, found more: flatten the file");
        }
        if (++nodes > maxNodes) {
            throw stop(place(event), "expected at most " + maxNodes + " values, found more: split the file");
        }
        if (event instanceof AliasEvent alias) {
            return aliased(alias, depth);
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(name -> anchors.put(name, Optional.empty()));
        Sized sized = event instanceof ScalarEvent scalar
                ? new Sized(scalar(scalar), 1, 0)
                : event.getEventId() == Event.ID.MappingStart ? mapping(event, depth) : sequence(event, depth);
        anchor.ifPresent(name -> anchors.put(name, Optional.of(sized)));
        return sized;
    }

    private Sized aliased(AliasEvent alias, int depth) {
        Optional<Sized> anchored = anchors.get(alias.getAlias());
        String name = "'*" + alias.getAlias().getValue() + "'";
        if (anchored == null) {
            throw stop(
                    place(alias),
                    "expected an anchor above for " + name + ", found none: put text that begins with '*' in quotes");
        }
        Sized sized = anchored.orElseThrow(
                () -> stop(place(alias), "expected an anchor that is closed, found " + name + " within itself"));
        aliased += sized.nodes();
        if (aliased > MAX_ALIASED) {
            throw stop(place(alias), "expected aliases that stand for at most " + MAX_ALIASED + " values, found more");
        }
        if (depth + sized.depth() > MAX_DEPTH) {
            throw stop(place(alias), "expected at most " + MAX_DEPTH + " levels, found more: flatten the file");
        }
        return sized;
    }

    private Sized sequence(Event start, int depth) {
        checkTag((CollectionStartEvent) start, Tag.SEQ);
        List<Node> items = new ArrayList<>();
        int nodes = 1;
        int deepest = 0;
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            Sized item = node(event, depth + 1);
            items.add(item.node());
            nodes += item.nodes();
            deepest = Math.max(deepest, item.depth() + 1);
        }
        return new Sized(new Node.Sequence(place(start), items), nodes, deepest);
    }

    private Sized mapping(Event start, int depth) {
        checkTag((CollectionStartEvent) start, Tag.MAP);
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        int nodes = 1;
        int deepest = 0;
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Place at = place(event);
            if (event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals("<<")) {
                throw stop(at, "expected a key, found '<<', which merges in YAML 1.1 only: write the settings out");
            }
            String key = key(event, depth);
            Sized value = node(events.next(), depth + 1);
            Node.Entry before = entries.putIfAbsent(key, new Node.Entry(key, at, value.node()));
            if (before != null) {
                faults.fault(
                        at,
                        "the key '" + key + "' stands twice, first at line "
                                + before.place().line() + ": remove one");
            }
            nodes += value.nodes();
            deepest = Math.max(deepest, value.depth() + 1);
        }
        return new Sized(new Node.Mapping(place(start), List.copyOf(entries.values())), nodes, deepest);
    }

    private String key(Event event, int depth) {
        boolean mayBeText = event instanceof ScalarEvent || event instanceof AliasEvent;
        if (mayBeText && node(event, depth).node() instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        throw stop(place(event), "expected a key that is text, found a list or a map: put text with braces in quotes");
    }

    private Node scalar(ScalarEvent event) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        boolean asText = tag.isPresent() && (tag.get().equals("!") || tag.get().equals(TEXT.getValue()));
        if (tag.isPresent() && !asText) {
            throw unwanted(event, tag.get());
        }
        if (isHalved(text)) {
            throw stop(
                    place(event),
                    "expected text, found half of a character: write it as it is, or as \\U and eight hex digits");
        }
        Tag type = asText ? TEXT : resolver.resolve(text, event.isPlain());
        if (text.length() > MAX_DIGITS && (type.equals(Tag.INT) || type.equals(Tag.FLOAT))) {
            throw stop(
                    place(event),
                    "expected a number of at most " + MAX_DIGITS + " digits, found more: put text in quotes");
        }
        return new Node.Scalar(place(event), value(text, type), text);
    }

    /** Whether a surrogate stands alone: an escape can write one, no file can hold it. */
    private static boolean isHalved(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Object value(String text, Tag type) {
        if (type.equals(Tag.NULL)) {
            return null;
        }
        if (type.equals(Tag.BOOL)) {
            return text.equalsIgnoreCase("true");
        }
        if (type.equals(Tag.INT)) {
            return whole(text);
        }
        if (type.equals(Tag.FLOAT)) {
            return decimal(text);
        }
        return text;
    }

    static Object whole(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    static Object decimal(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (digits.equalsIgnoreCase(".nan")) {
            return Double.NaN;
        }
        if (digits.equalsIgnoreCase(".inf")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        try {
            return Json.decimal(text);
        } catch (NumberFormatException beyondAllExponents) {
            return Double.parseDouble(text);
        }
    }

    private void checkTag(CollectionStartEvent start, Tag own) {
        Optional<String> tag = start.getTag();
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(own.getValue())) {
            throw unwanted(start, tag.get());
        }
    }

    private Stop unwanted(Event event, String tag) {
        return stop(place(event), "expected a value without a tag, found '" + tag + "': leave the tag out");
    }

    private Place place(Event event) {
        return SyntaxFault.place(event.getStartMark(), file);
    }

    private Stop stop(Place at, String message) {
        faults.fault(at, message);
        return new Stop();
    }
}

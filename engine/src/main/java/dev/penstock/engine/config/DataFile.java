package dev.penstock.engine.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file that steps name for its data: YAML, or JSON where its name says so, which is read several times faster
 * and may stand in one line.
 */
public final class DataFile {
    /** What faults may show of it. */
    public enum Kind {
        /** What is written there. */
        OPEN,
        /** Nothing of nine or more characters: there are keys in it. */
        CONFIDENTIAL
    }

    private static final Yaml.Bounds BOUNDS = new Yaml.Bounds(32 << 20, 2_000_000);
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String shownName;
    private final Faults faults;

    private DataFile(String shownName, Faults faults) {
        this.shownName = shownName;
        this.faults = faults;
    }

    static Optional<Node> read(Kind kind, Path file, Faults faults) {
        String shownName = file.toString();
        Optional<String> text = Yaml.text(file, shownName, BOUNDS.bytes(), faults);
        if (kind == Kind.CONFIDENTIAL) {
            text.ifPresent(all -> faults.confidential(shownName, all));
        }
        return shownName.endsWith(".json")
                ? text.flatMap(json -> new DataFile(shownName, faults).json(json))
                : text.flatMap(yaml -> Yaml.read(yaml, shownName, BOUNDS, faults));
    }

    private Optional<Node> json(String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = JSON.createParser(body)) {
            try {
                if (parser.nextToken() == null) {
                    faults.fault(new Place(shownName, 1, 1), "expected JSON, found an empty file");
                    return Optional.empty();
                }
                Node root = node(parser);
                if (parser.nextToken() != null) {
                    faults.fault(place(parser), "expected one JSON value, found more: take it out");
                    return Optional.empty();
                }
                return Optional.of(root);
            } catch (IOException broken) {
                JsonLocation at = parser.currentLocation();
                faults.fault(
                        new Place(shownName, at.getLineNr(), at.getColumnNr()),
                        "expected JSON of at most " + MAX_DEPTH
                                + " levels, found what is none here: mend it, or complete the file");
                return Optional.empty();
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory can be closed", impossible);
        }
    }

    private Node node(JsonParser parser) throws IOException {
        Place at = place(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at);
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield new Node.Sequence(at, items);
            }
            case VALUE_STRING -> new Node.Scalar(at, parser.getText(), parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(at, parser.getBooleanValue(), parser.getText());
            case VALUE_NULL -> new Node.Scalar(at, null, parser.getText());
            case VALUE_NUMBER_INT -> new Node.Scalar(at, NodeReader.whole(parser.getText()), parser.getText());
            default -> new Node.Scalar(at, NodeReader.decimal(parser.getText()), parser.getText());
        };
    }

    private Node mapping(JsonParser parser, Place at) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyAt = place(parser);
            parser.nextToken();
            Node.Entry before = entries.putIfAbsent(key, new Node.Entry(key, keyAt, node(parser)));
            if (before != null) {
                faults.fault(
                        keyAt,
                        "the key '" + key + "' stands twice, first at line "
                                + before.place().line() + ": remove one");
            }
        }
        return new Node.Mapping(at, List.copyOf(entries.values()));
    }

    private Place place(JsonParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(shownName, at.getLineNr(), at.getColumnNr());
    }
}

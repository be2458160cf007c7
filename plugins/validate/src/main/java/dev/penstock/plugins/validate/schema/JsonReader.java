package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) more strictly than most: what two readers may understand in two ways is refused, so that the
 * reader behind the gateway sees what was checked here. UTF-8 only, a byte order mark is skipped; each name once in an
 * object, no half of a surrogate pair, numbers of a size that can be reckoned with.
 */
public final class JsonReader {
    /** Levels of maps and lists. */
    public static final int MAX_DEPTH = 256;

    /** Values in one: each takes some hundred bytes while it is checked. */
    private static final int MAX_VALUES = 1_000_000;

    private static final int MAX_DIGITS = 1_000;
    private static final char MARK = '\uFEFF';
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    private final JsonParser parser;
    private int values;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one value. */
    public static JsonNode read(byte[] bytes) throws NotJson {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException other) {
            throw new NotJson("", "expected JSON in UTF-8, found bytes that are not");
        }
    }

    /** Reads one value. */
    public static JsonNode read(String text) throws NotJson {
        String json = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonReader(parser).only();
        } catch (IOException impossible) {
            throw new NotJson("", "expected JSON, found something else");
        }
    }

    private JsonNode only() throws NotJson {
        if (next() == null) {
            throw new NotJson("", "expected JSON, found nothing");
        }
        JsonNode value = value();
        if (next() != null) {
            throw new NotJson("", "expected one JSON value, found more after it");
        }
        return value;
    }

    private JsonNode value() throws NotJson {
        if (++values > MAX_VALUES) {
            throw fault("expected at most " + MAX_VALUES + " values, found more");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> TextNode.valueOf(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.getInstance();
        };
    }

    private JsonNode object() throws NotJson {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (next() == JsonToken.FIELD_NAME) {
            String name = text();
            if (object.has(name)) {
                throw fault("expected each name once in an object, found it again");
            }
            next();
            object.set(name, value());
        }
        return object;
    }

    private JsonNode array() throws NotJson {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (next() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private JsonNode number() throws NotJson {
        try {
            String text = parser.getText();
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? Numbers.node(new BigInteger(text))
                    : Numbers.node(new BigDecimal(text));
        } catch (ArithmeticException | NumberFormatException beyond) {
            throw fault("expected a number of a size that can be reckoned with, found a larger one");
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    /** Half of a surrogate pair is no character, and each reader makes another text of it. */
    private String text() throws NotJson {
        String text;
        try {
            text = parser.getText();
        } catch (IOException broken) {
            throw unreadable(broken);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw fault("expected text of whole characters, found half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private JsonToken next() throws NotJson {
        try {
            return parser.nextToken();
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    private NotJson unreadable(IOException broken) {
        if (broken instanceof StreamConstraintsException) {
            return fault("expected at most " + MAX_DEPTH + " levels, numbers of at most " + MAX_DIGITS
                    + " digits and names of at most "
                    + parser.streamReadConstraints().getMaxNameLength() + " characters, found more");
        }
        JsonLocation at = parser.currentLocation();
        return fault("expected JSON, found something else at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private NotJson fault(String detail) {
        return new NotJson(pointer(parser.getParsingContext()), detail);
    }

    private static String pointer(JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String above = pointer(context.getParent());
        if (context.hasCurrentName()) {
            return Pointers.append(above, context.getCurrentName());
        }
        return context.inArray() && context.hasCurrentIndex()
                ? Pointers.append(above, context.getCurrentIndex())
                : above;
    }
}

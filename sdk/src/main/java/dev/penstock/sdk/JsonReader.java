package dev.penstock.sdk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value as plain Java values, and takes room for them as it goes: what a document becomes in memory is
 * known by reading it alone.
 */
final class JsonReader {
    /** Room is taken by pieces of this many bytes, and for what is left over at the end. */
    private static final int PIECE = 32 << 10;

    /** What Java needs in a heap of less than 32 GiB, about: an object's head, its fields, the slots of its table. */
    private static final int EMPTY_MAP = 56;

    private static final int TABLE = 80;
    private static final int ENTRY = 48;
    private static final int EMPTY_LIST = 24;
    private static final int SLOTS = 56;
    private static final int SLOT = 6;
    private static final int TEXT = 40;
    private static final int NUMBER = 24;

    private final JsonParser parser;
    private final Body.Holding room;
    private long taken;
    private long owed;

    JsonReader(JsonParser parser, Body.Holding room) {
        this.parser = parser;
        this.room = room;
    }

    /**
     * The one value that there is.
     *
     * @throws IllegalArgumentException when there is none, or more after it
     * @throws Problem 503 when there is no room for it
     */
    Object whole() throws IOException {
        boolean done = false;
        try {
            parser.nextToken();
            Object value = value();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("expected one JSON value, found more after it");
            }
            settle();
            done = true;
            return value;
        } finally {
            if (!done) {
                room.give(taken);
            }
        }
    }

    private Object value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("expected JSON, found nothing");
        }
        return switch (token) {
            case START_OBJECT -> map();
            case START_ARRAY -> list();
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> {
                needs(NUMBER + (long) parser.getTextLength());
                yield Json.decimal(parser.getText());
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("expected JSON, found something else");
        };
    }

    private String text(String text) {
        needs(TEXT + (long) text.length());
        return text;
    }

    /** Zero has a sign in JSON, which no integer of Java keeps. */
    private Number integer() throws IOException {
        needs(NUMBER);
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            needs(parser.getTextLength());
            return parser.getBigIntegerValue();
        }
        long number = parser.getLongValue();
        return number == 0 && parser.getTextLength() > 1 ? (Number) (-0.0) : (Number) number;
    }

    private Map<String, Object> map() throws IOException {
        needs(EMPTY_MAP);
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            needs((map.isEmpty() ? TABLE : 0) + ENTRY + (long) name.length());
            parser.nextToken();
            map.put(name, value());
        }
        return map;
    }

    private List<Object> list() throws IOException {
        needs(EMPTY_LIST);
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            needs(list.isEmpty() ? SLOTS : SLOT);
            list.add(value());
        }
        return list;
    }

    private void needs(long bytes) {
        owed += bytes;
        if (owed >= PIECE) {
            settle();
        }
    }

    private void settle() {
        room.claim(owed);
        taken += owed;
        owed = 0;
    }
}

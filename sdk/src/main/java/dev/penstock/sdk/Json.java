package dev.penstock.sdk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON (RFC 8259) as plain Java values: {@code Map<String, Object>} in the order written, {@code List<Object>},
 * {@code String}, {@code Long}, {@code BigInteger} beyond 64 bits, {@code Double} (also for {@code -0}), {@code BigDecimal} where a double would
 * be another number, {@code Boolean}, null.
 */
public final class Json {
    /** What may be read, 1,000 levels, and what stands around it when it is written again. */
    private static final int DEEPEST = 2_000;

    /** JSON is UTF-8 (RFC 8259 section 8.1): bytes that look like UTF-16 are refused, not guessed at. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** So many characters hold at most 15 digits, which every double gives back. */
    private static final int EXACT = 16;

    private static final Body.Holding UNBOUNDED = bytes -> true;

    private Json() {}

    /**
     * Reads one value; a byte order mark before it is skipped.
     *
     * @throws IllegalArgumentException when the bytes are not one JSON value; its message holds no part of them
     */
    public static Object parse(Buffer bytes) {
        return parse(FACTORY, bytes, UNBOUNDED);
    }

    /**
     * Reads one value, of which each part takes room as it is made: about four times the bytes of a usual document, up to
     * thirty times those of one of empty objects.
     *
     * @throws IllegalArgumentException as {@link #parse(Buffer)}; nothing is taken then
     * @throws Problem 503 when there is no more room; nothing is taken then
     */
    public static Object parse(Buffer bytes, Body.Holding room) {
        return parse(FACTORY, bytes, room);
    }

    /**
     * Reads one value of whole UTF-8 in which no object has a name twice (RFC 7493 section 2.1 and 2.3): what is signed or
     * decides about access must not be read in two ways.
     *
     * @throws IllegalArgumentException as {@link #parse}, and when it has a name twice or bytes that are no UTF-8
     */
    public static Object parseStrict(Buffer bytes) {
        try {
            // The parser takes overlong forms, the platform does not.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes()));
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("expected JSON in UTF-8, found other bytes", broken);
        }
        return parse(STRICT, bytes, UNBOUNDED);
    }

    private static Object parse(JsonFactory factory, Buffer bytes, Body.Holding room) {
        int start = startsWithMark(bytes) ? 3 : 0;
        try (JsonParser parser = factory.createParser(bytes.getBytes(), start, bytes.length() - start)) {
            return new JsonReader(parser, room).whole();
        } catch (IOException broken) {
            throw new IllegalArgumentException("expected JSON, found something else", broken);
        }
    }

    /**
     * Writes one value.
     *
     * @param value as {@link #parse} returns it; other numbers are written too
     */
    public static Buffer write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static boolean startsWithMark(Buffer bytes) {
        return bytes.length() >= 3
                && bytes.getByte(0) == (byte) 0xEF
                && bytes.getByte(1) == (byte) 0xBB
                && bytes.getByte(2) == (byte) 0xBF;
    }

    /**
     * A decimal number of JSON: a {@code Double} whose shortest form is the number, else a {@code BigDecimal}.
     *
     * @throws NumberFormatException when the text is none
     */
    public static Number decimal(String text) {
        double number = Double.parseDouble(text);
        boolean plain = text.indexOf('e') < 0 && text.indexOf('E') < 0;
        if (plain && text.length() <= EXACT) {
            return number;
        }
        BigDecimal exact = new BigDecimal(text);
        boolean same = Double.isFinite(number) && exact.compareTo(new BigDecimal(Double.toString(number))) == 0;
        return same ? (Number) number : exact;
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            generator.writeStartArray();
            for (Object item : items) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else {
            writeNumber(generator, value);
        }
    }

    private static void writeNumber(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (value instanceof BigDecimal decimal) {
            generator.writeNumber(decimal);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            generator.writeNumber(number);
        } else if (value instanceof Float number && Float.isFinite(number)) {
            generator.writeNumber(number);
        } else {
            throw new IllegalArgumentException(
                    "expected a JSON value, found " + value.getClass().getSimpleName());
        }
    }
}

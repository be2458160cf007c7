package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 (core schema) into {@link Node nodes} with places. Stricter than the standard: one document, keys
 * that are scalars and stand once, no tags, and bounds on size, depth and what aliases may expand to.
 */
public final class Yaml {
    /** The longest file, in bytes: some ten thousand routes. */
    static final int MAX_BYTES = 4 << 20;

    /** The longest line, in characters: the parser's memory grows with a line, far beyond its length. */
    static final int MAX_LINE = 400_000;

    private static final int DELETE = 0x7F;
    private static final int MARK = 0xFEFF;

    /** How large a file may be. */
    private static final Bounds PIPELINE = new Bounds(MAX_BYTES, 200_000);

    /**
     * How much a file may hold.
     *
     * @param bytes its length
     * @param nodes its values
     */
    record Bounds(int bytes, int nodes) {}

    private Yaml() {}

    /**
     * Reads a file.
     *
     * @param shownName the file's name in places
     * @return the document; empty when a fault was recorded
     */
    public static Optional<Node> read(Path file, String shownName, Faults faults) {
        return text(file, shownName, MAX_BYTES, faults).flatMap(text -> read(text, shownName, faults));
    }

    /** The text of a file, which is UTF-8 of at most this many bytes; empty when a fault was recorded. */
    static Optional<String> text(Path file, String shownName, int max, Faults faults) {
        byte[] bytes;
        try (InputStream in = PlainFile.open(file)) {
            bytes = in.readNBytes(max + 1);
        } catch (IOException unreadable) {
            faults.fault(start(shownName), "expected a file that can be read, found " + Reason.of(unreadable));
            return Optional.empty();
        }
        if (bytes.length > max) {
            faults.fault(start(shownName), "expected at most " + (max >> 20) + " MiB, found more: split the file");
            return Optional.empty();
        }
        return decoded(bytes, shownName, faults);
    }

    /**
     * Reads a text.
     *
     * @param shownName the text's name in places
     * @return the document; empty when a fault was recorded
     */
    public static Optional<Node> read(String text, String shownName, Faults faults) {
        return read(text, shownName, PIPELINE, faults);
    }

    static Optional<Node> read(String text, String shownName, Bounds bounds, Faults faults) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int bad = firstUnprintable(body);
        if (bad >= 0) {
            faults.fault(
                    place(shownName, body, bad),
                    String.format(
                            "expected text, found the control character U+%04X: take it out, or write it as \"\\u%04X\"",
                            body.codePointAt(bad), body.codePointAt(bad)));
            return Optional.empty();
        }
        int longLine = firstLongLine(body);
        if (longLine >= 0) {
            faults.fault(
                    place(shownName, body, longLine),
                    "expected at most " + MAX_LINE + " characters in a line, found more: write it in several lines");
            return Optional.empty();
        }
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(bounds.bytes()).build();
            return new NodeReader(shownName, bounds.nodes(), faults)
                    .read(new Parse(settings).parseString(body).iterator());
        } catch (YamlEngineException refused) {
            SyntaxFault.record(refused, shownName, faults);
            return Optional.empty();
        }
    }

    private static Optional<String> decoded(byte[] bytes, String shownName, Faults faults) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            faults.fault(
                    place(shownName, text, text.length()),
                    String.format(
                            "expected UTF-8, found the byte 0x%02X: save the file as UTF-8", bytes[in.position()]));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static int firstUnprintable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point) || point == DELETE || point == MARK) {
                return i;
            }
        }
        return -1;
    }

    /** Where a line begins that is too long; -1 when there is none. */
    private static int firstLongLine(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                start = i + 1;
            } else if (i - start >= MAX_LINE) {
                return start;
            }
        }
        return -1;
    }

    private static Place place(String shownName, String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            boolean carriage = text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (text.charAt(i) == '\n' || carriage) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(shownName, line, text.codePointCount(lineStart, offset) + 1);
    }

    private static Place start(String shownName) {
        return new Place(shownName, 1, 1);
    }
}

package dev.penstock.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.penstock.engine.call.SentTo;
import dev.penstock.engine.http.RequestListener.Ended;
import dev.penstock.sdk.RouteName;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the access log tells of it: one object with always the same keys, without query, cookies and credentials.
 * What a request did not meet is null, but a consumer or notes that are not there are left out.
 */
record AccessLine(Instant time, Ended request) {
    /** After the last line. */
    static final AccessLine END = new AccessLine(null, null);

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LAST_PRINTABLE = '~';

    /** Jackson's highest character counts beyond ASCII alone: DEL has to be named. */
    private static final class WithDel extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[LAST_PRINTABLE + 1] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    /**
     * Writes lines to a stream, each with its end. Only printable ASCII goes out as it is: JSON would let DEL, the C1
     * controls and the line separators of Unicode pass, a terminal or a reader of lines may not.
     */
    static JsonGenerator to(OutputStream out) throws IOException {
        JsonGenerator json = JSON.createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        json.setHighestNonEscapedChar(LAST_PRINTABLE);
        json.setCharacterEscapes(new WithDel());
        return json;
    }

    boolean isEnd() {
        return request == null;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", time.toString());
        json.writeStringField("id", request.id());
        json.writeStringField("client", request.client());
        Optional<String> consumer =
                request.principal().flatMap(who -> who.consumer().or(who::subject));
        if (consumer.isPresent()) {
            json.writeStringField("consumer", consumer.get());
        }
        json.writeStringField("host", request.host());
        json.writeStringField("method", request.method());
        json.writeStringField("path", request.path());
        json.writeNumberField("status", request.status());
        json.writeNumberField("bytes", request.bytes());
        json.writeNumberField("duration_ms", rounded(request.millis()));
        json.writeStringField("api", request.route().map(RouteName::api).orElse(null));
        json.writeStringField("route", request.route().map(RouteName::route).orElse(null));
        json.writeStringField(
                "upstream", request.upstream().map(SentTo::upstream).orElse(null));
        if (request.upstream().isPresent()) {
            json.writeNumberField(
                    "upstream_ms", rounded(request.upstream().get().millis()));
        } else {
            json.writeNullField("upstream_ms");
        }
        json.writeStringField("trace", request.trace());
        if (!request.notes().isEmpty()) {
            json.writeObjectFieldStart("notes");
            for (Map.Entry<String, String> note : request.notes().entrySet()) {
                json.writeStringField(note.getKey(), note.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1e3) / 1e3;
    }
}

package dev.penstock.conformance;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * What the gateway answered.
 *
 * @param took from the request to the last byte, in real time
 */
record Answer(int status, MultiMap headers, Buffer body, Duration took) {
    private static final int SHOWN = 300;

    /** Status, type and the beginning of the body, on one line. */
    String summary() {
        String type = headers.get("content-type");
        String text = body.toString().strip().replaceAll("\\s+", " ");
        return status
                + (type == null ? "" : " " + type)
                + (text.isEmpty()
                        ? ", no body"
                        : " " + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…"));
    }
}

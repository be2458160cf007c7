package dev.penstock.engine.http;

import dev.penstock.engine.call.HopByHop;
import io.vertx.core.MultiMap;
import java.util.List;

/** The header fields that go up: the client's without those of its connection, and what a proxy says of the client. */
final class Forwarding {
    private Forwarding() {}

    /**
     * The fields of a request that goes up.
     *
     * @param peer the address of the connection's other end
     * @param trusted whether what the peer says of its own client is passed on
     */
    static MultiMap headers(HttpInbound inbound, String peer, boolean trusted) {
        MultiMap headers = HopByHop.request(inbound.headers());
        List<String> before = headers.getAll("x-forwarded-for");
        headers.set("x-forwarded-for", before.isEmpty() ? peer : String.join(", ", before) + ", " + peer);
        headers.set("x-forwarded-proto", inbound.scheme());
        if (inbound.host().isEmpty()) {
            headers.remove("x-forwarded-host");
        } else {
            headers.set("x-forwarded-host", inbound.host());
        }
        if (!trusted) {
            headers.remove("forwarded");
        }
        // RFC 9110 section 7.6.3
        headers.add("via", "1.1 penstock");
        headers.set("x-request-id", inbound.id());
        return headers;
    }
}

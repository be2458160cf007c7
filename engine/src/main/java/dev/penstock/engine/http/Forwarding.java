package dev.penstock.engine.http;

import dev.penstock.engine.call.HopByHop;
import io.vertx.core.MultiMap;
import java.util.List;

/** The header fields that go up: the client's without those of its connection, and what a proxy says of the client. */
final class Forwarding {
    private Forwarding() {}

    static MultiMap headers(HttpInbound inbound) {
        MultiMap headers = HopByHop.request(inbound.headers());
        List<String> before = headers.getAll("x-forwarded-for");
        headers.set(
                "x-forwarded-for",
                before.isEmpty() ? inbound.clientIp() : String.join(", ", before) + ", " + inbound.clientIp());
        headers.set("x-forwarded-proto", inbound.scheme());
        if (!inbound.host().isEmpty()) {
            headers.set("x-forwarded-host", inbound.host());
        }
        headers.remove("forwarded");
        headers.set("x-request-id", inbound.id());
        return headers;
    }
}

package dev.penstock.engine.call;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** The one change of protocol that is passed on: to WebSocket (RFC 6455). Its field goes up with the request. */
public final class Upgrade {
    private static final String WEBSOCKET = "websocket";

    private Upgrade() {}

    /** Whether a request's own fields ask for it: both fields of the handshake (RFC 9110 section 7.8). */
    static boolean isHandshake(MultiMap received) {
        return WEBSOCKET.equalsIgnoreCase(received.get(HttpHeaders.UPGRADE)) && HopByHop.isOption("upgrade", received);
    }

    /** Whether a request that goes up asks for it. */
    public static boolean isAsked(MultiMap outbound) {
        return outbound.contains(HttpHeaders.UPGRADE);
    }
}

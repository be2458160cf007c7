package dev.penstock.engine.config;

import java.util.Optional;

/**
 * The admin port.
 *
 * @param port 0: a free one
 * @param token what {@code Authorization: Bearer} must carry; without one only a loopback host is allowed
 */
public record AdminSpec(String host, int port, Optional<String> token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "AdminSpec[host=" + host + ", port=" + port + ", token=" + (token.isPresent() ? "***" : "none") + "]";
    }
}

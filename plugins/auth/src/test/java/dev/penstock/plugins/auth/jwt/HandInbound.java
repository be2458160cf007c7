package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Inbound;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;

/**
 * A GET of {@code http://shop.test/a}.
 *
 * @param headers its fields
 */
record HandInbound(MultiMap headers) implements Inbound {
    @Override
    public String id() {
        return "1";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String host() {
        return "shop.test";
    }

    @Override
    public String path() {
        return "/a";
    }

    @Override
    public Optional<String> query() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> pathParameters() {
        return Map.of();
    }

    @Override
    public String clientIp() {
        return "127.0.0.1";
    }
}

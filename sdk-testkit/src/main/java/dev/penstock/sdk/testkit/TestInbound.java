package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Inbound;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the client sent. */
record TestInbound(
        String method, String path, Optional<String> query, MultiMap headers, Map<String, String> pathParameters)
        implements Inbound {
    TestInbound(String method, String path, Optional<String> query) {
        this(method, path, query, MultiMap.caseInsensitiveMultiMap(), new HashMap<>());
    }

    @Override
    public String id() {
        return "test-1";
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
    public String clientIp() {
        return "127.0.0.1";
    }
}

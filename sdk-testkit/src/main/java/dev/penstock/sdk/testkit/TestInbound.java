package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Inbound;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the client sent.
 *
 * @param base scheme, host and the path of the API, which the upstream is not sent
 */
record TestInbound(
        String method,
        URI base,
        String rest,
        Optional<String> query,
        MultiMap headers,
        Map<String, String> pathParameters,
        String clientIp)
        implements Inbound {
    private static final URI SHOP = URI.create("http://shop.test");

    TestInbound(String method, String path, Optional<String> query) {
        this(method, SHOP, path, query, MultiMap.caseInsensitiveMultiMap(), new HashMap<>(), "127.0.0.1");
    }

    TestInbound to(URI other) {
        return new TestInbound(method, other, rest, query, headers, pathParameters, clientIp);
    }

    TestInbound from(String ip) {
        return new TestInbound(method, base, rest, query, headers, pathParameters, ip);
    }

    @Override
    public String id() {
        return "test-1";
    }

    @Override
    public String scheme() {
        return base.getScheme();
    }

    @Override
    public String host() {
        return base.getHost();
    }

    @Override
    public String path() {
        return base.getPath() + rest;
    }
}

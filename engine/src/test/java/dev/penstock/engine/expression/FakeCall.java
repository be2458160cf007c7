package dev.penstock.engine.expression;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Deadline;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Ending;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.ReplyHook;
import dev.penstock.sdk.RouteName;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What expressions read of a call, held in fields. */
final class FakeCall implements Call {
    private final IdentityHashMap<Key<?>, Object> kept = new IdentityHashMap<>();
    private final Map<String, Object> vars = new HashMap<>();
    private final MultiMap headers = HttpHeaders.headers();
    private final Map<String, String> pathParameters;
    private final Outbound outbound;
    private Optional<Principal> principal = Optional.empty();
    private Optional<Reply> reply = Optional.empty();

    FakeCall(Map<String, String> pathParameters, String query, String body) {
        this.pathParameters = pathParameters;
        this.outbound =
                new Outbound("GET", "/products/7", Optional.ofNullable(query), headers, Body.of(Buffer.buffer(body)));
    }

    FakeCall header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    @Override
    public Inbound inbound() {
        return new Inbound() {
            @Override
            public String id() {
                return "r-1";
            }

            @Override
            public String method() {
                return "GET";
            }

            @Override
            public String scheme() {
                return "https";
            }

            @Override
            public String host() {
                return "shop.test";
            }

            @Override
            public String path() {
                return "/shop/products/7";
            }

            @Override
            public Optional<String> query() {
                return outbound.query();
            }

            @Override
            public MultiMap headers() {
                return headers;
            }

            @Override
            public Map<String, String> pathParameters() {
                return pathParameters;
            }

            @Override
            public String clientIp() {
                return "10.0.0.9";
            }
        };
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public RouteName route() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Deadline deadline() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Principal> principal() {
        return principal;
    }

    @Override
    public void principal(Principal principal) {
        this.principal = Optional.of(principal);
    }

    @Override
    @SuppressWarnings("unchecked") // put only takes a value of the key's type
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable((T) kept.get(key));
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        kept.put(key, value);
    }

    @Override
    public Map<String, Object> vars() {
        return vars;
    }

    @Override
    public void respond(Reply reply) {
        this.reply = Optional.of(reply);
    }

    @Override
    public Optional<Reply> reply() {
        return reply;
    }

    @Override
    public void onReply(ReplyHook hook) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onEnd(Consumer<Ending> release) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Detached detached(Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> onLoop(Future<T> elsewhere) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> lend(Pool pool, Callable<T> work) {
        throw new UnsupportedOperationException();
    }
}

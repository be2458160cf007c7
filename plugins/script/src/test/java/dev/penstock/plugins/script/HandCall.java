package dev.penstock.plugins.script;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Deadline;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A call made by hand: {@code GET /shop/p/7?a=1}, for the route {@code shop/page}. */
final class HandCall implements Call, Inbound {
    private final MultiMap sent = MultiMap.caseInsensitiveMultiMap().add("User-Agent", "probe");
    private final Outbound outbound;
    private final Map<String, Object> vars = new LinkedHashMap<>();
    private Optional<Principal> principal = Optional.empty();
    private Optional<Reply> reply = Optional.empty();
    private Optional<ReplyHook> hook = Optional.empty();

    HandCall(Body body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(sent);
        outbound = new Outbound("GET", "/p/7", Optional.of("a=1"), headers, body);
    }

    HandCall() {
        this(Body.empty());
    }

    Optional<ReplyHook> hook() {
        return hook;
    }

    @Override
    public Inbound inbound() {
        return this;
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public RouteName route() {
        return new RouteName("shop", "page");
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
    public void principal(Principal who) {
        principal = Optional.of(who);
    }

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return Optional.empty();
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> vars() {
        return vars;
    }

    @Override
    public void respond(Reply answer) {
        reply = Optional.of(answer);
    }

    @Override
    public Optional<Reply> reply() {
        return reply;
    }

    @Override
    public void onReply(ReplyHook taken) {
        hook = Optional.of(taken);
    }

    @Override
    public void onEnd(Consumer<Ending> release) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Call detached(Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> lend(Pool pool, Callable<T> work) {
        return pool.run(work);
    }

    @Override
    public String id() {
        return "id-1";
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
        return "shop.test:8080";
    }

    @Override
    public String path() {
        return "/shop/p/7";
    }

    @Override
    public Optional<String> query() {
        return Optional.of("a=1");
    }

    @Override
    public MultiMap headers() {
        return sent;
    }

    @Override
    public Map<String, String> pathParameters() {
        return Map.of("id", "7");
    }

    @Override
    public String clientIp() {
        return "127.0.0.1";
    }
}

package dev.penstock.plugins.auth.jwt;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A call that is no more than what an auth step looks at. */
final class HandCall implements Call {
    private final Outbound outbound = Outbound.of("GET", "/");
    private final Map<Key<?>, Object> values = new HashMap<>();
    private Optional<Principal> principal = Optional.empty();

    HandCall(String token) {
        outbound.headers().set("authorization", "Bearer " + token);
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public Optional<Principal> principal() {
        return principal;
    }

    @Override
    public void principal(Principal found) {
        principal = Optional.of(found);
    }

    @Override
    @SuppressWarnings("unchecked") // put ties the type of the value to the key
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    @Override
    public <T> void put(Key<T> key, T value) {
        values.put(key, value);
    }

    @Override
    public Inbound inbound() {
        return new HandInbound(outbound.headers());
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
    public Map<String, Object> vars() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void respond(Reply reply) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Reply> reply() {
        throw new UnsupportedOperationException();
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

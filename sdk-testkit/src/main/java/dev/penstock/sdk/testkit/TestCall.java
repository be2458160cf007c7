package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Body;
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
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A request on its way, of route {@code test/test}; from {@code 127.0.0.1} to {@code http://shop.test} unless stated. What
 * is set before the call is run is what the client sent. A call is run once; also one that was detached.
 */
public final class TestCall implements Detached {
    private TestInbound inbound;
    private final Outbound outbound;
    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<String, Object> vars = new HashMap<>();
    private final Deque<ReplyHook> hooks = new ArrayDeque<>();
    private final List<Consumer<Ending>> releases = new ArrayList<>();
    private Optional<Principal> principal = Optional.empty();
    private Optional<Reply> answer = Optional.empty();
    private Optional<Ending> ending = Optional.empty();

    private TestCall(TestInbound inbound, Outbound outbound) {
        this.inbound = inbound;
        this.outbound = outbound;
    }

    /** A GET of this path and query. */
    public static TestCall get(String target) {
        return of("GET", target);
    }

    /** Such a request. */
    public static TestCall of(String method, String target) {
        Outbound outbound = Outbound.of(method, target);
        return new TestCall(new TestInbound(method, outbound.path(), outbound.query()), outbound);
    }

    /** A header field more that the client sent. */
    public TestCall header(String name, String value) {
        inbound.headers().add(name, value);
        outbound.headers().add(name, value);
        return this;
    }

    /** Where the client sent it, such as {@code https://shop.test/v1}: the path is the API's, and no upstream sees it. */
    public TestCall to(String base) {
        inbound = inbound.to(URI.create(base));
        return this;
    }

    /** The address of the client. */
    public TestCall from(String ip) {
        inbound = inbound.from(ip);
        return this;
    }

    /** A parameter of the route's path. */
    public TestCall path(String name, String value) {
        inbound.pathParameters().put(name, value);
        return this;
    }

    /** The body that the client sent, whole. */
    public TestCall body(String text) {
        outbound.body(Body.of(Buffer.buffer(text)));
        return this;
    }

    /** What an auth step above would have found out. */
    public TestCall by(Principal caller) {
        principal(caller);
        return this;
    }

    /** Ends the call, as its client does by leaving, or the gateway when the answer is written. */
    public void end(Ending how) {
        if (ending.isEmpty()) {
            ending = Optional.of(how);
            releases.forEach(release -> release.accept(how));
        }
    }

    int hooks() {
        return hooks.size();
    }

    /** The newest hook, which is forgotten by that. */
    ReplyHook nextHook() {
        return hooks.pop();
    }

    /** Another run of the steps below begins. */
    void restart() {
        answer = Optional.empty();
    }

    @Override
    public Inbound inbound() {
        return inbound;
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public RouteName route() {
        return new RouteName("test", "test");
    }

    /** None: nothing here takes time. */
    @Override
    public Deadline deadline() {
        return new Deadline() {
            @Override
            public Optional<Duration> left() {
                return Optional.empty();
            }

            @Override
            public boolean passed() {
                return false;
            }
        };
    }

    @Override
    public Optional<Principal> principal() {
        return principal;
    }

    @Override
    public void principal(Principal caller) {
        principal = Optional.of(caller);
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
    public Map<String, Object> vars() {
        return vars;
    }

    @Override
    public void respond(Reply reply) {
        answer = Optional.of(reply);
    }

    @Override
    public Optional<Reply> reply() {
        return answer;
    }

    @Override
    public void onReply(ReplyHook hook) {
        hooks.push(hook);
    }

    @Override
    public void onEnd(Consumer<Ending> release) {
        ending.ifPresentOrElse(release, () -> releases.add(release));
    }

    @Override
    public TestCall detached(Duration limit) {
        TestCall copy = new TestCall(inbound, outbound.copy());
        copy.values.putAll(values);
        copy.vars.putAll(vars);
        copy.principal = principal;
        return copy;
    }

    @Override
    public void giveUp() {
        end(Ending.ABANDONED);
    }

    @Override
    public void passesHints() {}

    @Override
    public void doing(Supplier<Future<?>> work) {
        work.get().onComplete(done -> end(Ending.COMPLETE));
    }

    @Override
    public <T> Future<T> onLoop(Future<T> elsewhere) {
        return elsewhere;
    }

    @Override
    public <T> Future<T> lend(Pool pool, Callable<T> work) {
        return pool.run(work);
    }
}

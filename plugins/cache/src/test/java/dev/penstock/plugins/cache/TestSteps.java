package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Default;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Size;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.Upstream;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/**
 * Steps for the tests of this module: {@code sign-in} believes the header {@code x-user}, {@code arrive}
 * counts, {@code move} asks the upstream for {@code x-path} instead.
 */
public final class TestSteps implements Plugin {
    /** Counted down by each request that comes by. */
    public interface Arrivals {
        CountDownLatch latch();
    }

    private record None() {}

    private record Factory(String type, BiFunction<None, StepContext, Step> make) implements StepFactory<None> {
        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public List<Stage> create(None settings, StepContext context) {
            return List.of(make.apply(settings, context));
        }
    }

    @Override
    public List<StepFactory<?>> steps() {
        return List.of(
                new Factory("sign-in", (none, context) -> signIn(context)),
                new Factory("move", (none, context) -> TestSteps::move),
                new Factory("arrive", (none, context) -> arrive(context)),
                new Fetching());
    }

    /**
     * The settings of {@code fetch}.
     *
     * @param from the upstream that it asks for {@code x-path}, with the client's {@code x-lang} and {@code authorization}
     */
    private record Fetched(
            Node from, Duration ttl, @Default("1MiB") Size maxBody) {}

    /** Answers with what the store, or else the upstream, has; with {@code x-last}, with the last good answer. */
    private record Fetching() implements StepFactory<Fetched> {
        @Override
        public String type() {
            return "fetch";
        }

        @Override
        public Class<Fetched> settings() {
            return Fetched.class;
        }

        @Override
        public List<Stage> create(Fetched settings, StepContext context) {
            context.answers();
            Upstream upstream = context.upstream(settings.from());
            HttpCache cache = context.host().service(HttpCache.class).orElseThrow();
            Step step = call -> {
                MultiMap headers = call.inbound().headers();
                Outbound request = Outbound.of(
                        headers.contains("x-method") ? headers.get("x-method") : "GET", headers.get("x-path"));
                for (String name : List.of("x-lang", "authorization", "traceparent")) {
                    if (headers.contains(name)) {
                        request.headers().set(name, headers.get(name));
                    }
                }
                HttpCache.Wanted wanted = new HttpCache.Wanted(
                        "b", request, settings.ttl(), settings.maxBody().bytes());
                Future<Reply> reply = headers.contains("x-last")
                        ? cache.lastGood(call, wanted).map(last -> last.orElseGet(() -> Reply.of(404)))
                        : cache.serve(
                                call,
                                wanted,
                                (by, out) -> upstream.send(by, out).reply());
                return reply.onSuccess(call::respond).mapEmpty();
            };
            return List.of(step);
        }
    }

    private static Step signIn(StepContext context) {
        context.authenticates();
        return call -> {
            Optional<String> user = Optional.ofNullable(call.inbound().headers().get("x-user"));
            user.ifPresent(name -> call.principal(
                    new Principal(Optional.of(name), Map.of(), Set.of(), Optional.empty(), Optional.empty())));
            return Future.succeededFuture();
        };
    }

    private static Future<Void> move(Call call) {
        call.outbound().path(call.inbound().headers().get("x-path"));
        return Future.succeededFuture();
    }

    private static Step arrive(StepContext context) {
        return call -> {
            // Told by the loop's next task: by then the cache below has seen the call too.
            context.host()
                    .service(Arrivals.class)
                    .ifPresent(arrivals -> Vertx.currentContext()
                            .runOnContext(later -> arrivals.latch().countDown()));
            return Future.succeededFuture();
        };
    }
}

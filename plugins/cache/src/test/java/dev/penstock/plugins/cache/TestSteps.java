package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
                new Factory("arrive", (none, context) -> arrive(context)));
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

package dev.penstock.engine.http;

import dev.penstock.engine.call.CallState;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.RouteName;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A route as the front sees it.
 *
 * @param match which requests it takes
 * @param deadline of the whole request; empty: none
 * @param pipeline runs a call on its loop
 * @param preflight runs a CORS preflight of it; empty: no step of it answers preflights
 */
public record Route(
        RouteName name,
        RouteMatch match,
        Optional<Duration> deadline,
        Function<CallState, Future<Reply>> pipeline,
        Optional<Function<CallState, Future<Reply>>> preflight) {}

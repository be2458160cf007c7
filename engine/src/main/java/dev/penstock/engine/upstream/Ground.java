package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.names.Resolver;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What upstreams stand on; lives as long as the gateway.
 *
 * @param loops how many event loops there are
 * @param clock by which ejections pass
 */
public record Ground(Vertx vertx, int loops, Scheduler scheduler, InstantSource clock, Resolver resolver) {}

package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Pool;
import java.util.function.Function;

/**
 * What every run of one step needs.
 *
 * @param watchdog guards it
 * @param pool where a hook runs that may not run on the loop
 * @param budget of one run
 * @param guard counts overruns
 * @param config {@code context.config} of a call, as JSON
 */
record Runner(Watchdog watchdog, Pool pool, Budget budget, Guard guard, Function<Call, String> config) {}

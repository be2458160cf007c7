package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import java.time.Duration;

/**
 * When a target's errors (no connection, reset, time-out, 502, 503, 504) put it out; never more than half of the targets
 * at once.
 *
 * @param errors so many of them
 * @param within this time
 * @param for_ how long it is out
 */
public record EjectSpec(
        @Default("5") @Range(min = 1, max = 10_000) int errors,
        @Default("10s") @Range(min = 1) Duration within,
        @Default("30s") @Range(min = 1) Duration for_) {}

package dev.penstock.engine.upstream.health;

import java.time.Duration;

/**
 * When a target's errors put it out.
 *
 * @param errors so many of them
 * @param within this time
 * @param length how long it is out
 */
public record EjectRule(int errors, Duration within, Duration length) {}

package dev.penstock.engine.upstream.health;

import java.time.Duration;

/**
 * How targets are probed.
 *
 * @param path asked for by GET below the target's base path; 200 to 399 is healthy
 * @param interval from the end of one probe to the next
 * @param timeout of one probe
 * @param unhealthyAfter so many bad ones in a row
 * @param healthyAfter so many good ones in a row
 */
public record HealthCheck(String path, Duration interval, Duration timeout, int unhealthyAfter, int healthyAfter) {}

package dev.penstock.plugins.quota.concurrency;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of {@code concurrency}: so many requests are under way below this step at once, from here to the last byte
 * of their answers; else 503. Counted for each (API, policy or route, step, key), over all event loops of this gateway.
 *
 * @param key who is counted, a text with expressions; default: all requests of the step together
 * @param limit how many at once, 1 or more
 * @param queue how many more may wait for a place, in the order in which they came
 * @param wait_ how long each of them waits at most; its deadline ends it sooner
 */
public record ConcurrencyConfig(
        Optional<Node> key,
        int limit,
        @Default("0") int queue,
        @Default("5s") Duration wait_) {}

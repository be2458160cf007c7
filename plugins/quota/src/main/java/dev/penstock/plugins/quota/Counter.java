package dev.penstock.plugins.quota;

import io.vertx.core.Future;
import java.util.Optional;

/** Where counts are kept. */
@FunctionalInterface
interface Counter {
    /**
     * Takes what a request costs.
     *
     * @param need what each limit must have left
     * @param cost what is taken then
     * @return how it stands then; where a limit has less than the need, nothing was taken. Empty: nobody counts, the
     *     request passes. Fails where it must not. Completes on the loop that asked
     */
    Future<Optional<Standing>> take(Owner owner, Limits limits, long need, long cost);
}

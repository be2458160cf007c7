package dev.penstock.sdk;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Stored answers (RFC 9111), for steps that fetch by themselves and for who empties the store. Offered by the module that
 * brings {@code cache}, found by {@link Host#service}; one store for both. Safe for use by any thread.
 */
public interface HttpCache {
    /**
     * What is asked for.
     *
     * @param key what tells the answer apart beside API, path, query and all header fields of the request but those of
     *     tracing, such as the upstream's name; never from a client
     * @param request not changed; only a GET without a body is ever stored
     * @param ttl how long an answer is fresh that does not say so itself
     * @param maxBody longer answers are not stored, in bytes
     */
    record Wanted(String key, Outbound request, Duration ttl, long maxBody) {}

    /** Asks the origin. */
    @FunctionalInterface
    interface Origin {
        /**
         * Sends the request.
         *
         * @param call for whom: the one that waits, or one {@linkplain Call#detached detached} from it
         * @param request what to send: the wanted one, perhaps with preconditions
         */
        Future<Reply> fetch(Call call, Outbound request);
    }

    /**
     * The stored answer while it is fresh, else the origin's, for which all who want the same wait together.
     *
     * @param call on its loop; one that ends leaves the others alone
     * @return completes on the call's loop, with what the origin said where nothing was stored; fails as the origin did
     */
    Future<Reply> serve(Call call, Wanted wanted, Origin origin);

    /** The last good answer that was stored, however old it is; empty when there is none. */
    Future<Optional<Reply>> lastGood(Call call, Wanted wanted);

    /**
     * Which stored answers to empty: those that match all that is stated.
     *
     * @param path of the client's request, as a route's path begins with it where it ends in {@code *}, else exact
     * @param tag one of the step's, or of the answer's {@code Cache-Tag} or {@code Surrogate-Key}
     * @param soft only to make them stale
     */
    record Purge(
            Optional<String> api, Optional<String> route, Optional<String> path, Optional<String> tag, boolean soft) {}

    /**
     * Empties the store, here at once and in all gateways that share it within a second.
     *
     * @return how many answers of this gateway it met
     */
    Future<Long> purge(Purge purge);
}

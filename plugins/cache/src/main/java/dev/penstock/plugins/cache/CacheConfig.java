package dev.penstock.plugins.cache;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of {@code cache}: a shared HTTP cache (RFC 9111) for the answers of the steps below.
 *
 * @param ttl how long an answer is fresh that does not say so itself; for 200 203 204 300 301 308 404 410
 * @param overrideTtl the same, whatever the answer says; what it forbids to store stays forbidden
 * @param key what tells requests apart beside the host: {@code path}, {@code query}, {@code query.<name>},
 *     {@code header.<name>}; default: path and sorted query
 * @param staleWhileRevalidate how long a stale answer is given at once and renewed behind (RFC 5861), where the answer
 *     does not say so itself
 * @param staleIfError how long a stale answer stands in for a 500, 502, 503 or 504, a lost connection or a late answer
 *     (RFC 5861), where the answer does not say so itself
 * @param coalesce whether requests that miss the same answer wait for one fetch
 * @param negative status to how long such an answer is fresh that does not say so itself, before {@code ttl}
 * @param tags names to purge by, beside those of the answer's {@code Cache-Tag} and {@code Surrogate-Key}: texts, in which
 *     <code>${…}</code> is that of the request for which it was fetched
 * @param maxBody longer answers pass without being stored
 * @param private_ whether each caller ({@code auth.subject}, else {@code auth.consumer}) has a copy of their own, which
 *     may be of an answer that is for them alone
 */
record CacheConfig(
        Optional<Duration> ttl,
        Optional<Duration> overrideTtl,
        List<String> key,
        Optional<Duration> staleWhileRevalidate,
        Optional<Duration> staleIfError,
        @Default("true") boolean coalesce,
        Map<String, Duration> negative,
        List<Node> tags,
        @Default("1MiB") Size maxBody,
        @Default("false") boolean private_) {}

package dev.penstock.plugins.quota;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** {@link Limits} as buckets, for a span of time in which no window of the calendar ends. Immutable. */
final class Plan {
    /** A lease is at most a hundredth of each limit, so that of a small one there is none. */
    private static final int LEASED = 100;

    private final Limits limits;
    private final List<Allowance> allowances;
    private final BucketConfiguration buckets;
    private final List<String> ids;
    private final String policies;
    private final long lease;
    private final long from;
    private final long until;

    Plan(Limits limits, LocalDate today) {
        this.limits = limits;
        this.allowances =
                limits.all().stream().map(limit -> Allowance.of(limit, today)).toList();
        List<Bandwidth> bandwidths =
                allowances.stream().map(Allowance::bandwidth).toList();
        this.buckets = new BucketConfiguration(bandwidths);
        this.ids = bandwidths.stream().map(Bandwidth::getId).toList();
        this.policies = allowances.stream().map(Allowance::policy).collect(Collectors.joining(", "));
        this.lease = limits.all().stream()
                .mapToLong(limit -> limit.rate().size() / LEASED)
                .min()
                .orElseThrow();
        this.from = allowances.stream().mapToLong(Allowance::from).max().orElseThrow();
        this.until = allowances.stream().mapToLong(Allowance::until).min().orElseThrow();
    }

    Limits limits() {
        return limits;
    }

    List<Allowance> allowances() {
        return allowances;
    }

    /** The value of {@code RateLimit-Policy}. */
    String policies() {
        return policies;
    }

    /** When it begins to hold, in milliseconds since the epoch. */
    long from() {
        return from;
    }

    /**
     * Whether it holds at this time.
     *
     * @param now in milliseconds since the epoch
     */
    boolean covers(long now) {
        return now >= from && now < until;
    }

    /** The most that a gateway may take ahead of its requests. */
    long lease() {
        return lease;
    }

    /** Whether it has the same limits in the same windows. */
    boolean isLike(Plan other) {
        return this == other || ids.equals(other.ids);
    }

    /** All buckets full. */
    BucketState full(long now) {
        return BucketState.createInitialState(buckets, MathType.INTEGER_64_BITS, nanos(now));
    }

    /**
     * A copy of these counts as they stand now under this plan: refilled; what changed starts full.
     *
     * @param before the plan that they were made under
     */
    BucketState carry(Plan before, BucketState counts, long now) {
        // Not the buckets are compared: to Bucket4j two are equal whatever their ids.
        BucketState copy = isLike(before)
                ? counts.copy()
                : counts.replaceConfiguration(buckets, TokensInheritanceStrategy.AS_IS, nanos(now));
        copy.setConfiguration(buckets);
        copy.refillAllBandwidth(nanos(now));
        return copy;
    }

    /** Whether nothing is taken from these counts. */
    boolean isFull(BucketState counts) {
        for (int i = 0; i < allowances.size(); i++) {
            if (counts.getCurrentSize(i) < allowances.get(i).limit().rate().size()) {
                return false;
            }
        }
        return true;
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }
}

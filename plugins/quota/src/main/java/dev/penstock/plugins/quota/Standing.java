package dev.penstock.plugins.quota;

import io.github.bucket4j.BucketState;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of each limit at one moment.
 *
 * @param plan the limits
 * @param left as it stood then
 * @param now the moment, in milliseconds since the epoch
 * @param taken whether the request took what it costs
 */
record Standing(Plan plan, Left left, long now, boolean taken) {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    /** An integer of a structured field has 15 digits at most (RFC 9651 section 3.3.1). */
    private static final long LONGEST = 999_999_999_999_999L;

    /** Of buckets that do not change any more. */
    static Standing of(Plan plan, BucketState buckets, long now, boolean taken) {
        return new Standing(plan, new OfBuckets(buckets), now, taken);
    }

    /** The same for a gateway that has this much of each limit beside. */
    Standing with(long leased) {
        return new Standing(plan, new WithLease(left, leased), now, taken);
    }

    private record WithLease(Left left, long leased) implements Left {
        @Override
        public long of(int limit) {
            return left.of(limit) + leased;
        }

        @Override
        public long part(int limit) {
            return left.part(limit);
        }
    }

    private record OfBuckets(BucketState buckets) implements Left {
        @Override
        public long of(int limit) {
            return buckets.getCurrentSize(limit);
        }

        @Override
        public long part(int limit) {
            return buckets.getRoundingError(limit);
        }
    }

    /** The names of the limits that have less than this. */
    List<String> without(long need) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < plan.allowances().size(); i++) {
            if (left.of(i) < need) {
                names.add(allowance(i).limit().name());
            }
        }
        return names;
    }

    /** Whether each limit holds this much when it is full. */
    boolean everHas(long need) {
        for (int i = 0; i < plan.allowances().size(); i++) {
            if (size(i) < need) {
                return false;
            }
        }
        return true;
    }

    /** When each limit has this much again; one that never holds it is waited for until it is full. At least 1. */
    long secondsUntil(long need) {
        long seconds = 1;
        for (int i = 0; i < plan.allowances().size(); i++) {
            seconds = Math.max(seconds, seconds(i, Math.min(need, size(i))));
        }
        return seconds;
    }

    /** The value of {@code RateLimit}: of each limit what is left, and when it is full again. */
    String limits() {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < plan.allowances().size(); i++) {
            field.append(field.isEmpty() ? "" : ", ")
                    .append(allowance(i).limit().quoted())
                    .append(";r=")
                    .append(Math.max(0, left.of(i)))
                    .append(";t=")
                    .append(seconds(i, size(i)));
        }
        return field.toString();
    }

    /** Writes both fields, after those of other quotas. */
    void write(MultiMap headers) {
        append(headers, POLICY, plan.policies());
        append(headers, LIMIT, limits());
    }

    private static void append(MultiMap headers, String name, String value) {
        List<String> others = headers.getAll(name);
        headers.set(name, others.isEmpty() ? value : String.join(", ", others) + ", " + value);
    }

    private long seconds(int i, long need) {
        return Math.min(LONGEST, allowance(i).secondsUntil(need - left.of(i), left.part(i), now));
    }

    private long size(int i) {
        return allowance(i).limit().rate().size();
    }

    private Allowance allowance(int i) {
        return plan.allowances().get(i);
    }
}

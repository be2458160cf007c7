package dev.penstock.plugins.quota;

import io.github.bucket4j.BucketState;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of each limit at one moment.
 *
 * @param plan the limits
 * @param counts as they stood then; not changed any more
 * @param now the moment, in milliseconds since the epoch
 * @param taken whether the request took what it costs
 */
record Standing(Plan plan, BucketState counts, long now, boolean taken) {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    /** The names of the limits that have less than this. */
    List<String> without(long need) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < plan.allowances().size(); i++) {
            if (counts.getCurrentSize(i) < need) {
                names.add(allowance(i).limit().name());
            }
        }
        return names;
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
                    .append(Math.max(0, counts.getCurrentSize(i)))
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
        return allowance(i).secondsUntil(need - counts.getCurrentSize(i), counts.getRoundingError(i), now);
    }

    private long size(int i) {
        return allowance(i).limit().rate().size();
    }

    private Allowance allowance(int i) {
        return plan.allowances().get(i);
    }
}

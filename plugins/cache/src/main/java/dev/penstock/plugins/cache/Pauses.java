package dev.penstock.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/** What is not fetched behind an answer for a while, since the last fetch of it failed. On all loops. */
final class Pauses {
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final Cache<String, Instant> ends =
            Caffeine.newBuilder().maximumSize(10_000).executor(Runnable::run).build();

    void begin(String id, Instant now) {
        ends.put(id, now.plus(LENGTH));
    }

    boolean isOn(String id, Instant now) {
        Instant end = ends.getIfPresent(id);
        return end != null && now.isBefore(end);
    }
}

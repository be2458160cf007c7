package dev.penstock.engine.redis;

import dev.penstock.sdk.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * Makes the client, again and again until a server is there: making it blocks and fails without one. From then on the
 * client itself keeps its connections.
 */
final class Dialer {
    private static final System.Logger LOG = System.getLogger(Dialer.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Callable<Config> config;
    private final Consumer<RedissonClient> made;
    private volatile Optional<RedissonClient> client = Optional.empty();
    private String said = "";
    private boolean closed;

    /** @param made told once, on a thread that may block */
    Dialer(Scheduler scheduler, Callable<Config> config, Consumer<RedissonClient> made) {
        this.scheduler = scheduler;
        this.config = config;
        this.made = made;
    }

    Optional<RedissonClient> client() {
        return client;
    }

    void start() {
        Thread thread = new Thread(this::dial, "penstock-redis-dial");
        thread.setDaemon(true);
        thread.start();
    }

    private void dial() {
        try {
            keep(Redisson.create(config.call()));
        } catch (Exception | LinkageError failure) {
            again(Reason.of(failure));
        }
    }

    private void keep(RedissonClient fresh) {
        synchronized (this) {
            if (!closed) {
                client = Optional.of(fresh);
            }
        }
        if (client.isPresent()) {
            made.accept(fresh);
        } else {
            fresh.shutdown();
        }
    }

    private synchronized void again(String reason) {
        if (closed) {
            return;
        }
        if (!said.equals(reason)) {
            LOG.log(System.Logger.Level.WARNING, "the shared store is not there yet: {0}", reason);
            said = reason;
        }
        scheduler.after(AGAIN, this::start);
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        client.ifPresent(open -> open.shutdown(0, 1, TimeUnit.SECONDS));
    }
}

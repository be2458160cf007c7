package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Scheduler.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The keys behind a URL, one object for all steps of the gateway that name it.
 *
 * <p>They are fetched in the background soon after a step names the URL, then every five minutes; a failed fetch is
 * tried again after 30 seconds and leaves the keys as they are. A token that names an unknown key makes a fetch too, but
 * none sooner than 30 seconds after the last one began. At most one fetch is under way; all who ask meanwhile share it.
 *
 * <p>The lock guards a few fields and is never held while anything runs.
 */
final class RemoteKeys implements KeySource {
    private static final Logger LOG = System.getLogger(RemoteKeys.class.getName());
    /** A file that is only checked, or faulty, has let go by then. A request that comes earlier does not wait for it. */
    private static final Duration FIRST = Duration.ofMillis(200);

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long LONGEST = 1 << 20;

    private final Host host;
    private final URI uri;
    private volatile Optional<Keys> keys = Optional.empty();
    private Optional<Future<Void>> underWay = Optional.empty();
    private Instant tried = Instant.MIN;
    private Instant fresh = Instant.MIN;
    private boolean failing;
    private int users;
    private Optional<Timer> timer = Optional.empty();

    private RemoteKeys(Host host, URI uri) {
        this.host = host;
        this.uri = uri;
    }

    /** The one object for this URL. */
    static RemoteKeys of(Host host, URI uri) {
        return host.state("jwt:keys:" + uri, RemoteKeys.class, () -> new RemoteKeys(host, uri));
    }

    /** Refreshes the keys from now on; one {@link #release} belongs to each call. */
    synchronized void retain() {
        users++;
        if (users == 1) {
            timer = Optional.of(host.scheduler().every(RETRY, this::refresh));
            host.scheduler().after(FIRST, this::refresh);
        }
    }

    /** The last one out stops the refreshing; what was fetched stays. */
    synchronized void release() {
        users--;
        if (users == 0) {
            timer.ifPresent(Timer::cancel);
            timer = Optional.empty();
        }
    }

    @Override
    public Optional<Keys> current() {
        return keys;
    }

    @Override
    public Optional<Future<Void>> renew() {
        Promise<Void> promise;
        synchronized (this) {
            Instant now = host.clock().instant();
            if (underWay.isPresent() || now.isBefore(tried.plus(RETRY))) {
                return underWay;
            }
            tried = now;
            promise = Promise.promise();
            underWay = Optional.of(promise.future());
        }
        host.fetcher().get(uri, TIMEOUT, LONGEST).map(Keys::parse).onComplete(fetched -> {
            take(fetched);
            promise.complete();
        });
        return Optional.of(promise.future());
    }

    @Override
    public String identity() {
        return "remote " + uri;
    }

    private Future<?> refresh() {
        synchronized (this) {
            if (users == 0 || host.clock().instant().isBefore(fresh.plus(REFRESH))) {
                return Future.succeededFuture();
            }
        }
        return renew().orElseGet(Future::succeededFuture);
    }

    private synchronized void take(AsyncResult<Keys> fetched) {
        underWay = Optional.empty();
        if (fetched.succeeded()) {
            fresh = tried;
            failing = false;
            // The same content stays the same object, so that verdicts made with it stay as well.
            if (keys.isEmpty() || !keys.get().content().equals(fetched.result().content())) {
                keys = Optional.of(fetched.result());
            }
            return;
        }
        LOG.log(
                failing ? Level.DEBUG : Level.WARNING,
                () -> "the keys at " + withoutQuery() + " cannot be fetched: "
                        + fetched.cause().getMessage());
        failing = true;
    }

    private String withoutQuery() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getPath();
    }
}

package dev.penstock.plugins.auth.jwt;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Scheduler.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys behind a URL, or those of an issuer by {@linkplain Discovery discovery}: one object for all steps of the
 * gateway that name it.
 *
 * <p>They are fetched in the background soon after a step names the place, then every five minutes; a failed fetch is
 * tried again after 30 seconds and leaves the keys as they are, and so does a set without a key that could be used. A token that names an unknown key makes a fetch too, but
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
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
    private static final long LONGEST = 1 << 20;

    private final Host host;
    private final URI place;
    private final Supplier<Future<Buffer>> fetch;
    private volatile Optional<Keys> keys = Optional.empty();
    private Optional<Future<Void>> underWay = Optional.empty();
    private Instant tried = Instant.MIN;
    private Instant fresh = Instant.MIN;
    private boolean failing;
    private int users;
    private Optional<Timer> timer = Optional.empty();

    private RemoteKeys(Host host, URI place, Supplier<Future<Buffer>> fetch) {
        this.host = host;
        this.place = place;
        this.fetch = fetch;
    }

    /** The one object for this URL. */
    static RemoteKeys of(Host host, URI uri) {
        return host.state(
                "jwt:keys:" + uri,
                RemoteKeys.class,
                () -> new RemoteKeys(host, uri, () -> host.fetcher().get(uri, TIMEOUT, LONGEST)));
    }

    /**
     * The one object for this issuer, which says itself where its keys are.
     *
     * @param issuer an {@code http} or {@code https} URL without query and fragment
     */
    static RemoteKeys discovered(Host host, String issuer) {
        URI document = Discovery.document(issuer);
        return host.state("jwt:discovered:" + issuer, RemoteKeys.class, () -> {
            Discovery discovery = new Discovery(host.fetcher(), issuer);
            return new RemoteKeys(host, document, () -> discovery.fetch(TIMEOUT, LONGEST));
        });
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
            if (underWay.isPresent() || isWithin(RETRY, tried, now)) {
                return underWay;
            }
            tried = now;
            promise = Promise.promise();
            underWay = Optional.of(promise.future());
        }
        Future.succeededFuture()
                .compose(start -> fetch.get())
                .map(RemoteKeys::usable)
                .onComplete(fetched -> {
                    take(fetched);
                    promise.complete();
                });
        return Optional.of(promise.future());
    }

    @Override
    public String identity() {
        return "remote " + place;
    }

    @Override
    public synchronized Duration patience() {
        Instant now = host.clock().instant();
        Duration left = Duration.between(now, tried.plus(RETRY));
        return underWay.isPresent() || !isWithin(RETRY, tried, now) || left.compareTo(LEAST_PATIENCE) < 0
                ? LEAST_PATIENCE
                : left;
    }

    /** A clock that was set back must not make it wait for the time to come again. */
    private static boolean isWithin(Duration span, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(span));
    }

    private static Keys usable(Buffer json) {
        Keys keys = Keys.parse(json);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("expected a JWK set with a key for signatures, found none in it");
        }
        return keys;
    }

    private Future<?> refresh() {
        synchronized (this) {
            if (users == 0 || isWithin(REFRESH, fresh, host.clock().instant())) {
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
                if (fetched.result().isExposed()) {
                    LOG.log(
                            Level.WARNING,
                            () -> "the keys at " + withoutQuery()
                                    + " show private or symmetric keys, which are passed over: replace them");
                }
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
        String port = place.getPort() < 0 ? "" : ":" + place.getPort();
        return place.getScheme() + "://" + place.getHost() + port + place.getPath();
    }
}

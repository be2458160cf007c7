package dev.penstock.plugins.auth.basic;

import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where passwords are verified: beside the event loops, few at a time, in turn for each client's address, and each but
 * once while it is under way. A verdict holds for a minute, for this very line of the users file: another line, and one
 * that was taken away, is another question. What is kept of a login is a keyed digest, and the key lives in this object
 * alone.
 *
 * <p>A user that nobody knows is verified against the hash of one that is known, and refused whatever comes out: the time
 * it takes tells nothing.
 *
 * <p>Safe for any thread. Calls that wait hold no thread; who waits beyond the bound is refused with 503 at once.
 */
final class PasswordDesk {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int WAITING = 256;
    private static final int RIGHT = 10_000;
    private static final int WRONG = 2_000;

    private final Pool pool;
    private final int threads;
    private final InstantSource clock;
    private final SecretKeySpec secret;
    private final VerdictMemory right = new VerdictMemory(RIGHT);
    private final VerdictMemory wrong = new VerdictMemory(WRONG);
    private final Map<Digest, Promise<Boolean>> underWay = new HashMap<>();
    private final FairQueue<Job> queue = new FairQueue<>(WAITING);
    private int running;

    private record Job(Digest question, Callable<Boolean> work, Promise<Boolean> answer) {}

    /**
     * @param threads how many passwords are verified at a time
     * @param clock by which verdicts age
     */
    PasswordDesk(Pool pool, int threads, InstantSource clock) {
        this.pool = pool;
        this.threads = threads;
        this.clock = clock;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.secret = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Whether user and password are right; may complete on any thread.
     *
     * @param client whose turn this takes
     */
    Future<Boolean> verify(Users users, Login login, String client) {
        if (users.all().isEmpty()) {
            // There is nobody whose being known an answer's time could tell.
            return Future.succeededFuture(false);
        }
        Optional<Users.User> user = users.find(login.user());
        Digest question = digest(user.map(Users.User::line).orElse(""), login.user(), login.password());
        long now = clock.millis();
        if (right.holds(question, now)) {
            return Future.succeededFuture(true);
        }
        if (wrong.holds(question, now)) {
            return Future.succeededFuture(false);
        }
        PasswordHash hash =
                user.orElseGet(() -> users.decoy(digest(login.user()).a())).hash();
        return enqueue(question, () -> hash.matches(login.password()) && user.isPresent(), client);
    }

    private Future<Boolean> enqueue(Digest question, Callable<Boolean> work, String client) {
        Promise<Boolean> answer = Promise.promise();
        Optional<Job> left;
        synchronized (this) {
            Promise<Boolean> asked = underWay.get(question);
            if (asked != null) {
                return asked.future();
            }
            underWay.put(question, answer);
            left = queue.add(client, new Job(question, work, answer));
            left.ifPresent(job -> underWay.remove(job.question()));
        }
        left.ifPresent(job -> job.answer()
                .fail(Problem.of(Problem.Kind.UNAVAILABLE, "too many passwords wait to be verified")
                        .header("Retry-After", "1")));
        next();
        return answer.future();
    }

    private void next() {
        Optional<Job> next;
        synchronized (this) {
            next = running < threads ? queue.poll() : Optional.empty();
            running += next.isPresent() ? 1 : 0;
        }
        next.ifPresent(job -> pool.run(job.work()).onComplete(done -> {
            if (done.succeeded()) {
                (done.result() ? right : wrong).add(job.question(), clock.millis() + KEPT.toMillis());
            }
            synchronized (this) {
                underWay.remove(job.question());
                running--;
            }
            next();
            job.answer().handle(done);
        }));
    }

    private Digest digest(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return Digest.of(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC by SHA-256", impossible);
        }
    }
}

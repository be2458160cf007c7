package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import dev.penstock.sdk.Shared;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One run of the steps below, on a detached call, for all who want its answer: it goes on when they leave.
 *
 * <p><b>Threads.</b> It runs on the loop of the one that started it. Those who wait come and are told under this
 * object's lock, each on a loop of its own; what they are told is decided once, when the head of the answer is there.
 * Bodies are joined for all who wait before the first byte is read, so none of them comes too late.
 */
final class Fetch {
    /**
     * What is fetched, and by which rules.
     *
     * @param id under which others find it; empty: they do not
     * @param stale what is stored, to be validated, or to stand in for an error
     */
    record Subject(String key, Optional<String> id, Whose whose, Optional<Entry> stale) {}

    /** What a cache step brings along. */
    record Rules(Store store, InstantSource clock, Freshness freshness, long maxBody) {}

    private final Rules rules;
    private final Subject subject;
    private final List<Waiter> waiting = new ArrayList<>();
    private Function<Waiter, Outcome> verdict; // null: the head has not come
    private boolean outdated;

    Fetch(Rules rules, Subject subject) {
        this.rules = rules;
        this.subject = subject;
    }

    boolean isOf(String key) {
        return subject.key.equals(key);
    }

    /** What it brings is not to be stored. */
    synchronized void outdated() {
        outdated = true;
    }

    /** Gives this one what it may have of it, now or as soon as that is known. */
    void join(Waiter waiter) {
        Outcome outcome;
        synchronized (this) {
            if (verdict == null) {
                waiting.add(waiter);
                return;
            }
            outcome = verdict.apply(waiter);
        }
        waiter.tell(outcome);
    }

    /** @param call detached, and of this fetch alone */
    void run(Call call, Rest rest) {
        Instant asked = rules.clock.instant();
        MultiMap request = call.outbound().headers();
        Conditions.remove(request);
        MultiMap sent = Apart.copy(request, subject.whose.apart());
        call.outbound().method("GET");
        subject.stale.ifPresent(
                entry -> Conditions.validate(request, entry.answer().headers()));
        // Whatever is thrown here must settle it: a fetch that nobody ends would hold all who ask from now on.
        Future.succeededFuture()
                .compose(begin -> rest.run(call))
                .map(reply -> {
                    Instant received = rules.clock.instant();
                    head(reply, sent, new Freshness.Head(reply.status(), reply.headers(), asked, received));
                    return reply;
                })
                .onFailure(this::broken);
    }

    private void broken(Throwable thrown) {
        Problem problem = thrown instanceof Problem known
                ? known
                : Problem.of(Problem.Kind.STEP_FAILED, "the steps below a cache failed", thrown);
        settle(waiter -> new Outcome.Failed(problem));
        end();
    }

    /** There is nothing to fetch: this is what the others have just stored. */
    void settle(Entry entry) {
        settle(waiter -> waiter.suits(entry.answer()) ? new Outcome.Stored(entry, 0) : own(waiter, entry.answer()));
        end();
    }

    private void head(Reply reply, MultiMap sent, Freshness.Head head) {
        boolean failed = reply.status() >= 500;
        if (subject.stale.isPresent() && reply.status() == 304) {
            validated(subject.stale.get(), reply, sent, head);
        } else if (failed
                && subject.stale.isPresent()
                && subject.stale.get().answer().timing().mayServeOnError(head.received())) {
            insteadOf(reply, subject.stale.get());
        } else if (failed) {
            failed(reply, sent, head);
        } else {
            answered(reply, sent, head);
        }
    }

    /** RFC 9111 section 4.3.4. */
    private void validated(Entry stale, Reply reply, MultiMap sent, Freshness.Head head) {
        reply.body().discard();
        if (!Conditions.confirms(reply.headers(), stale.answer().headers())) {
            rules.store.remove(subject.key, stale);
            settle(waiter -> new Outcome.Own(List.of()));
            end();
            return;
        }
        MultiMap merged = Conditions.merged(stale.answer().headers(), reply.headers());
        Freshness.Head renewed = new Freshness.Head(stale.answer().status(), merged, head.asked(), head.received());
        Optional<Answer> kept = storable(renewed, sent);
        Entry entry = new Entry(kept.orElseGet(() -> once(renewed, sent)), stale.bytes());
        if (kept.isPresent()) {
            put(entry);
        } else {
            rules.store.remove(subject.key, stale);
        }
        boolean forAll = kept.isPresent() && entry.answer().timing().isFresh(head.received());
        settle(waiter -> waiter.isStarter() || (forAll && waiter.suits(entry.answer()))
                ? new Outcome.Stored(entry, 304)
                : own(waiter, entry.answer()));
        end();
    }

    /** RFC 5861 section 4. */
    private void insteadOf(Reply reply, Entry stale) {
        int status = reply.status();
        settleOnce(
                reply,
                waiter -> waiter.mayBeStale() && waiter.suits(stale.answer())
                        ? Optional.of(new Outcome.Stored(stale, status))
                        : failure(reply, waiter));
        end();
    }

    /** An error answers all who wait: that each of them tries again is the last thing a failing upstream needs. */
    private void failed(Reply reply, MultiMap sent, Freshness.Head head) {
        Answer answer = once(head, sent);
        if (reply.problem().isPresent() || answer.sharing() == Sharing.NONE) {
            settleOnce(reply, waiter -> failure(reply, waiter));
            end();
        } else {
            stream(reply, answer, false, true);
        }
    }

    private static Optional<Outcome> failure(Reply reply, Waiter waiter) {
        return waiter.isStarter() ? Optional.empty() : reply.problem().map(Outcome.Failed::new);
    }

    private void answered(Reply reply, MultiMap sent, Freshness.Head head) {
        Optional<Answer> kept = reply.problem().isPresent() ? Optional.empty() : storable(head, sent);
        if (kept.isEmpty()) {
            subject.stale.ifPresent(entry -> rules.store.remove(subject.key, entry));
            subject.id.ifPresent(id -> rules.store.keepApart(id, head.received()));
            settleOnce(reply, waiter -> Optional.empty());
            end();
            return;
        }
        boolean fits = reply.body().length() <= rules.maxBody;
        stream(reply, kept.get(), fits, kept.get().timing().isFresh(head.received()));
    }

    /** @param forAll whether all who wait may have it, or the one for whom it was fetched alone */
    private void stream(Reply reply, Answer answer, boolean store, boolean forAll) {
        Shared shared = reply.body().share(rules.maxBody);
        Optional<Body> copy = shared.join();
        settle(waiter -> waiter.isStarter() || (forAll && waiter.suits(answer))
                ? shared.join()
                        .<Outcome>map(body -> new Outcome.Streamed(answer, body, store))
                        .orElseGet(() -> tooLate(waiter))
                : own(waiter, answer));
        if (store && copy.isPresent()) {
            keep(answer, copy.get());
        } else {
            copy.ifPresent(Body::discard);
            end();
        }
    }

    /** The one for whom it was fetched has waited from the start: to this one it cannot come too late. */
    private static Outcome tooLate(Waiter waiter) {
        return waiter.isStarter()
                ? new Outcome.Failed(Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer broke off")
                        .proxyError("http_response_incomplete"))
                : new Outcome.Own(List.of());
    }

    private void keep(Answer answer, Body copy) {
        copy.whole(rules.maxBody)
                .onSuccess(bytes -> put(new Entry(answer, bytes.copy())))
                .onFailure(brokenOrTooLong -> copy.discard())
                .onComplete(done -> end());
    }

    private static Outcome own(Waiter waiter, Answer answer) {
        return new Outcome.Own(
                waiter.suitsVariant(answer) ? List.of() : answer.variant().names());
    }

    private Optional<Answer> storable(Freshness.Head head, MultiMap sent) {
        Sharing sharing = Sharing.of(subject.whose, head.headers());
        if (sharing == Sharing.NONE) {
            return Optional.empty();
        }
        return rules.freshness
                .timing(head, subject.whose.isShared())
                .filter(timing -> timing.isFresh(head.received())
                        || timing.mayServeWhileRevalidating(head.received())
                        || Conditions.canValidate(head.headers()))
                .map(timing -> Answer.of(head, timing, sharing, sent));
    }

    /** For those who wait already, and nobody after them. */
    private Answer once(Freshness.Head head, MultiMap sent) {
        Timing stale = new Timing(head.received(), Duration.ZERO, head.received(), Duration.ZERO, Duration.ZERO, true);
        return Answer.of(head, stale, Sharing.of(subject.whose, head.headers()), sent);
    }

    private void put(Entry entry) {
        synchronized (this) {
            // Under the lock: what is outdated after this is dropped after it was stored.
            if (!outdated) {
                rules.store.put(subject.key, entry);
            }
        }
    }

    /** Who is given nothing by the rule fetches its own; the one who started this has just done so. */
    private void settleOnce(Reply reply, Function<Waiter, Optional<Outcome>> rule) {
        boolean[] taken = {false};
        settle(waiter -> rule.apply(waiter).orElseGet(() -> {
            if (!waiter.isStarter()) {
                return new Outcome.Own(List.of());
            }
            taken[0] = true;
            return new Outcome.Given(reply);
        }));
        if (!taken[0]) {
            reply.body().discard();
        }
    }

    private void settle(Function<Waiter, Outcome> rule) {
        List<Waiter> all;
        List<Outcome> outcomes = new ArrayList<>();
        synchronized (this) {
            verdict = rule;
            all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(waiter -> outcomes.add(rule.apply(waiter)));
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).tell(outcomes.get(i));
        }
    }

    private void end() {
        subject.id.ifPresent(id -> rules.store.end(id, this));
    }
}

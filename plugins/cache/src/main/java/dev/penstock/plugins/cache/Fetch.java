package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Copy;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import dev.penstock.sdk.Shared;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One run of the steps below, on a detached call, for all who want its answer: it goes on when they leave.
 *
 * <p><b>Threads.</b> It runs on the loop of the one that started it. Those who wait are told on loops of their own.
 * Bodies are joined for all of them before the first byte is read, so none of them comes too late.
 */
final class Fetch {
    /**
     * What is fetched, and by which rules.
     *
     * @param id under which others find it; empty: they do not
     * @param stale what is stored, to be validated, or to stand in for an error
     * @param ticket for storing its answer
     */
    record Subject(String key, Optional<String> id, Whose whose, Optional<Entry> stale, Ticket ticket) {}

    /** What a cache step brings along. */
    record Rules(Store store, Host host, Freshness freshness, long maxBody, Tally tally) {
        /** Which answers are not renewed behind for a while. */
        Pauses pauses() {
            return store.pauses();
        }

        Instant now() {
            return host.clock().instant();
        }
    }

    /**
     * What becomes of an answer as it comes.
     *
     * @param store whether it is stored, if it is short enough
     * @param forAll whether it is given to all who wait, not only to the one for whom it was fetched
     * @param instead what somebody is given in its place
     */
    private record Delivery(boolean store, boolean forAll, Function<Waiter, Optional<Outcome>> instead) {}

    private final Rules rules;
    private final Subject subject;
    private final Admission admission;
    private final Waiting waiting = new Waiting();
    private boolean outdated;

    Fetch(Rules rules, Subject subject) {
        this.rules = rules;
        this.subject = subject;
        this.admission = new Admission(rules, subject.key, subject.whose);
    }

    /** Whether its answer would be stored under this key, or as a copy of somebody's own beside it. */
    boolean isOf(String all) {
        return subject.key.startsWith(all) && CacheKey.ofAll(subject.key).equals(all);
    }

    Labels labels() {
        return subject.ticket.labels();
    }

    /** What it brings is not to be stored. */
    synchronized void outdated() {
        outdated = true;
    }

    /** Gives this one what it may have of it, now or as soon as that is known. */
    void join(Waiter waiter) {
        waiting.join(waiter);
    }

    /** @param call detached, and of this fetch alone */
    void run(Call call, Rest rest) {
        Instant asked = rules.now();
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
                    Instant received = rules.now();
                    head(reply, sent, Head.of(reply.status(), reply.headers(), asked, received));
                    return reply;
                })
                .onFailure(this::broken);
    }

    private void broken(Throwable thrown) {
        Problem problem = thrown instanceof Problem known
                ? known
                : Problem.of(Problem.Kind.STEP_FAILED, "the steps below a cache failed", thrown);
        subject.id.ifPresent(id -> rules.pauses().begin(id, rules.now()));
        // First: who fetches again must not find this one.
        end();
        waiting.settle(waiter -> failure(waiter, problem));
    }

    /** Where the time of who started it was over, the others may have more. */
    private static Outcome failure(Waiter waiter, Problem problem) {
        return problem.kind() == Problem.Kind.DEADLINE && !waiter.isStarter()
                ? new Outcome.Late(problem)
                : new Outcome.Failed(problem);
    }

    /** There is nothing to fetch: this is what the others have just stored. */
    void settle(Entry entry) {
        waiting.settle(waiter -> waiter.suits(entry.answer())
                ? new Outcome.Stored(entry, Outcome.Why.FRESH, 0)
                : own(waiter, entry.answer()));
        end();
    }

    private void head(Reply reply, MultiMap sent, Head head) {
        if (reply.status() == 304) {
            subject.stale.ifPresentOrElse(stale -> validated(stale, reply, sent, head), () -> unasked(reply));
            return;
        }
        Optional<Answer> kept = reply.problem().isPresent() ? Optional.empty() : admission.storable(head, sent);
        if (reply.status() >= 500) {
            failed(reply, kept, sent, head);
        } else if (kept.isPresent()) {
            stream(reply, kept.get(), new Delivery(true, isForAll(kept.get(), head), waiter -> Optional.empty()));
        } else {
            subject.stale.ifPresent(entry -> rules.store.remove(subject.key, entry));
            keepApart(head);
            waiting.settleOnce(reply, waiter -> Optional.empty());
            end();
        }
    }

    /** What is stale as it comes is for the one alone for whom it was fetched: the others ask for themselves. */
    private boolean isForAll(Answer answer, Head head) {
        boolean fresh = answer.timing().isFresh(head.received());
        if (fresh) {
            subject.id.ifPresent(rules.store::keepTogether);
        } else {
            keepApart(head);
        }
        return fresh;
    }

    private void keepApart(Head head) {
        subject.id.ifPresent(id -> rules.store.keepApart(id, head.received()));
    }

    /** A 304 where nothing was to be validated. */
    private void unasked(Reply reply) {
        reply.body().discard();
        broken(Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream confirmed an answer that it was not asked about")
                .proxyError("http_protocol_error"));
    }

    /** RFC 9111 section 4.3.4. */
    private void validated(Entry stale, Reply reply, MultiMap sent, Head head) {
        reply.body().discard();
        if (!Conditions.confirms(reply.headers(), stale.answer().headers())) {
            rules.store.remove(subject.key, stale);
            waiting.settle(waiter -> new Outcome.Own(List.of()));
            end();
            return;
        }
        Head renewed = Admission.renewed(stale, head);
        Optional<Answer> kept = admission.storable(renewed, sent);
        Entry entry = stale.under(kept.orElseGet(() -> admission.once(renewed, sent)));
        unlessOutdated(() -> admission.renewOthers(stale, head));
        if (kept.isPresent()) {
            put(entry);
        } else {
            rules.store.remove(subject.key, stale);
        }
        boolean forAll = isForAll(entry.answer(), head) && kept.isPresent();
        waiting.settle(waiter -> waiter.isStarter() || (forAll && waiter.suits(entry.answer()))
                ? new Outcome.Stored(entry, Outcome.Why.VALIDATED, 304)
                : own(waiter, entry.answer()));
        end();
    }

    /**
     * An error: who may have the stale answer has that (RFC 5861 section 4), the others have the error. That each of them
     * tries again is the last thing a failing upstream needs.
     */
    private void failed(Reply reply, Optional<Answer> kept, MultiMap sent, Head head) {
        subject.id.ifPresent(id -> rules.pauses().begin(id, head.received()));
        int status = reply.status();
        // As it stands now: what was purged, or made invalid, meanwhile stands in for nothing.
        Optional<Entry> stale = subject.stale
                .filter(entry -> status == 500 || (status >= 502 && status <= 504))
                .flatMap(entry -> rules.store().standing(subject.key, entry));
        boolean stays = stale.filter(entry -> entry.answer().timing().mayServeOnError(head.received()))
                .isPresent();
        Function<Waiter, Optional<Outcome>> instead =
                waiter -> stale.filter(entry -> waiter.acceptsOnError(entry.answer(), head.received()))
                        .map(entry -> new Outcome.Stored(entry, Outcome.Why.ERROR, status));
        Answer answer = kept.orElseGet(() -> admission.once(head, sent));
        if (reply.problem().isPresent() || answer.sharing() == Sharing.NONE) {
            end();
            waiting.settleOnce(reply, waiter -> instead.apply(waiter).or(() -> failure(reply, waiter)));
        } else {
            boolean forAll = kept.isEmpty() || answer.timing().isFresh(head.received());
            stream(reply, answer, new Delivery(kept.isPresent() && !stays, forAll, instead));
        }
    }

    private static Optional<Outcome> failure(Reply reply, Waiter waiter) {
        return waiter.isStarter() ? Optional.empty() : reply.problem().map(problem -> failure(waiter, problem));
    }

    private void stream(Reply reply, Answer answer, Delivery delivery) {
        boolean store = delivery.store && reply.body().length() <= rules.maxBody;
        Promise<Void> kept = Promise.promise();
        Body source = store ? reply.body().tee(rules.maxBody, copy -> keep(answer, copy, kept)) : reply.body();
        Shared shared = source.share(rules.maxBody);
        // Joined before anybody else: a source that nobody wants in the end is stopped when this one leaves.
        Optional<Body> own = shared.join();
        waiting.settle(waiter -> delivery.instead.apply(waiter).orElseGet(() -> {
            if (waiter.isStarter()) {
                return shared.join()
                        .<Outcome>map(body -> new Outcome.Streamed(answer, reply.headers(), body, store))
                        .orElseGet(Fetch::brokenOff);
            }
            return (delivery.forAll && waiter.suits(answer) ? shared.join() : Optional.<Body>empty())
                    .<Outcome>map(body ->
                            new Outcome.Streamed(answer, answer.headers().copy(true), body, store))
                    .orElseGet(() -> own(waiter, answer));
        }));
        if (store && own.isPresent()) {
            drain(own.get(), kept.future());
        } else {
            own.ifPresent(Body::discard);
            end();
        }
    }

    /** The one for whom it was fetched has waited from the start: to this one it cannot come too late. */
    private static Outcome brokenOff() {
        return new Outcome.Failed(Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer broke off")
                .proxyError("http_response_incomplete"));
    }

    /** A copy that is whole is stored; one that broke off, grew too long or found no room in memory is not. */
    private void keep(Answer answer, Copy copy, Promise<Void> kept) {
        boolean whole = copy.outcome() == Copy.Outcome.WHOLE;
        if (whole) {
            put(new Entry(answer, labels(), copy.bytes()));
        }
        end();
        if (whole) {
            kept.complete();
        } else {
            kept.fail("not stored");
        }
    }

    private void put(Entry entry) {
        unlessOutdated(() -> rules.store.put(subject.key, entry, subject.ticket));
    }

    /** One more who reads: what is to be stored comes to its end also when those who wait leave. */
    private static void drain(Body body, Future<Void> kept) {
        ReadStream<Buffer> stream = body.stream();
        stream.handler(chunk -> {});
        stream.exceptionHandler(broken -> {});
        stream.resume();
        kept.onFailure(notStored -> body.discard());
    }

    private static Outcome own(Waiter waiter, Answer answer) {
        return new Outcome.Own(
                waiter.suitsVariant(answer) ? List.of() : answer.variant().names());
    }

    private void unlessOutdated(Runnable storing) {
        synchronized (this) {
            // Under the lock: what is outdated after this is dropped after it was stored.
            if (!outdated) {
                storing.run();
            }
        }
    }

    private void end() {
        rules.store.end(subject.id, this);
    }
}

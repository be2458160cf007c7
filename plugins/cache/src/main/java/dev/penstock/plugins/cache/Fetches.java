package dev.penstock.plugins.cache;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers misses: leads a fetch, or waits for one that others lead. */
final class Fetches {
    /** Marks the calls of fetches: a second cache in the same route must not wait for the fetch that runs it. */
    private static final Key<Boolean> FETCHING = Key.named("fetched by a cache");

    /** Of a fetch whose request has no deadline. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Fetch.Rules rules;
    private final boolean together;
    private final Optional<Outbound> request;

    /** So long before a request's deadline a stale answer must do: this part of its time, within these bounds. */
    private static final int LAST_PART = 10;

    private static final Duration LEAST_LAST = Duration.ofMillis(20);
    private static final Duration MOST_LAST = Duration.ofMillis(500);

    /**
     * @param together whether one fetch serves all who want the same
     * @param request what to send; empty: what the call would
     */
    Fetches(Fetch.Rules rules, boolean together, Optional<Outbound> request) {
        this.rules = rules;
        this.together = together;
        this.request = request;
    }

    static boolean isFetch(Call call) {
        return call.get(FETCHING).isPresent();
    }

    /** Fetches what is stored anew, behind the answer; one at a time. */
    void renew(Miss miss) {
        if (rules.pauses().isOn(miss.id(), rules.now())) {
            return;
        }
        Fetch fetch = miss.fetch(rules, Optional.of(miss.id()));
        if (rules.store().begin(miss.id(), fetch).isEmpty()) {
            fetch.run(detached(miss), miss.rest());
        }
    }

    Future<Reply> answer(Miss miss) {
        return together && !rules.store().isApart(miss.id(), rules.now()) ? answerTogether(miss) : answerAlone(miss);
    }

    private Future<Reply> answerAlone(Miss miss) {
        Fetch fetch = miss.fetch(rules, Optional.empty());
        rules.store().begin(fetch);
        Waiter waiter = join(fetch, miss, true);
        start(fetch, miss);
        return waiter.outcome().compose(outcome -> reply(miss, waiter, outcome));
    }

    private Future<Reply> answerTogether(Miss miss) {
        Fetch mine = miss.fetch(rules, Optional.of(miss.id()));
        Optional<Fetch> others = rules.store().begin(miss.id(), mine);
        Waiter waiter = join(others.orElse(mine), miss, others.isEmpty());
        if (others.isEmpty()) {
            // Another fetch may have ended, and stored, since this request looked.
            storedMeanwhile(miss).ifPresentOrElse(mine::settle, () -> start(mine, miss));
        }
        return waiter.outcome().compose(outcome -> reply(miss, waiter, outcome));
    }

    private Optional<Entry> storedMeanwhile(Miss miss) {
        Instant now = rules.now();
        return stored(miss)
                .filter(entry -> miss.target().asked().accepts(entry.answer().timing(), now));
    }

    private Optional<Entry> stored(Miss miss) {
        return rules.store()
                .find(miss.target().key())
                .flatMap(resource -> resource.find(miss.request(), miss.target().whose()));
    }

    private Waiter join(Fetch fetch, Miss miss, boolean starter) {
        if (!starter) {
            rules.tally().coalesced();
        }
        Waiter waiter = miss.waiter(starter);
        miss.call().onEnd(ending -> waiter.leave());
        fetch.join(waiter);
        miss.stale().ifPresent(entry -> insteadOfLate(entry, miss, waiter));
        return waiter;
    }

    /** Shortly before the request's deadline the stale answer is given, where it may stand in for an error. */
    private void insteadOfLate(Entry stale, Miss miss, Waiter waiter) {
        Optional<Duration> left = miss.call().deadline().left();
        if (left.isEmpty() || !waiter.acceptsOnError(stale.answer(), rules.now())) {
            return;
        }
        Duration last = left.get().dividedBy(LAST_PART);
        last = last.compareTo(LEAST_LAST) < 0 ? LEAST_LAST : last.compareTo(MOST_LAST) > 0 ? MOST_LAST : last;
        Duration wait = left.get().minus(last);
        Scheduler.Timer timer = rules.host()
                .scheduler()
                .after(
                        wait.compareTo(LEAST_LAST) < 0 ? LEAST_LAST : wait,
                        () -> rules.store()
                                .standing(miss.target().key(), stale)
                                .ifPresent(entry -> waiter.tell(new Outcome.Stored(entry, Outcome.Why.LATE, 0))));
        waiter.outcome().onComplete(told -> timer.cancel());
    }

    private void start(Fetch fetch, Miss miss) {
        Detached detached = detached(miss);
        detached.passesHints();
        fetch.run(detached, miss.rest());
    }

    private Detached detached(Miss miss) {
        Detached detached = miss.call().detached(miss.call().deadline().left().orElse(LONGEST));
        detached.put(FETCHING, true);
        request.ifPresent(wanted -> {
            detached.outbound().restore(wanted);
            detached.outbound().body(Body.empty());
        });
        return detached;
    }

    private Future<Reply> reply(Miss miss, Waiter waiter, Outcome outcome) {
        CacheStatus status = CacheStatus.forward(miss.why());
        if (outcome instanceof Outcome.Own own) {
            return again(miss, own.vary(), !own.vary().isEmpty());
        }
        if (outcome instanceof Outcome.Late && !miss.call().deadline().passed()) {
            return again(miss, miss.vary(), true);
        }
        rules.tally().add(isStale(outcome) ? Tally.Result.STALE : Tally.Result.MISS);
        if (outcome instanceof Outcome.Failed failed) {
            return failed(failed.problem(), status, waiter);
        }
        if (outcome instanceof Outcome.Late late) {
            return failed(late.problem(), status, waiter);
        }
        if (outcome instanceof Outcome.Given given) {
            return Future.succeededFuture(
                    status.parameter("fwd-status=" + given.reply().status()).on(given(miss, given.reply())));
        }
        Instant now = rules.now();
        return Future.succeededFuture(
                outcome instanceof Outcome.Stored stored
                        ? stored(miss, waiter, stored, now)
                        : streamed(miss, waiter, (Outcome.Streamed) outcome, now));
    }

    /** Waits once more, where that may help; else it is fetched for this one alone. */
    private Future<Reply> again(Miss miss, List<String> vary, boolean together) {
        return together && !miss.again() ? answer(miss.over(vary)) : answerAlone(miss.alone(stored(miss)));
    }

    private static Future<Reply> failed(Problem problem, CacheStatus status, Waiter waiter) {
        String said = collapsed(status, waiter).text();
        return Future.failedFuture(problem.copy().header(CacheStatus.FIELD, said));
    }

    private static boolean isStale(Outcome outcome) {
        return outcome instanceof Outcome.Stored stored
                && (stored.why() == Outcome.Why.ERROR || stored.why() == Outcome.Why.LATE);
    }

    private static CacheStatus collapsed(CacheStatus status, Waiter waiter) {
        return waiter.isStarter() ? status : status.parameter("collapsed");
    }

    /** The client's own preconditions were taken from the request: here they count. */
    private static Reply given(Miss miss, Reply reply) {
        if (Conditions.isNotModified(miss.request(), reply.status(), reply.headers())) {
            reply.body().discard();
            reply.status(304);
            reply.body(Body.empty());
            Conditions.OF_BYTES.forEach(reply.headers()::remove);
        }
        return reply;
    }

    private static Reply stored(Miss miss, Waiter waiter, Outcome.Stored stored, Instant now) {
        Answer answer = stored.entry().answer();
        long ttl = answer.timing().ttl(now);
        CacheStatus status = switch (stored.why()) {
            case FRESH -> CacheStatus.hit(ttl);
            case LATE -> CacheStatus.forward(miss.why()).parameter("ttl=" + ttl).parameter("detail=deadline");
            case VALIDATED, ERROR ->
                CacheStatus.forward(miss.why())
                        .parameter("fwd-status=" + stored.status())
                        .parameter("ttl=" + ttl);
        };
        if (stored.why() == Outcome.Why.VALIDATED) {
            collapsed(status, waiter);
        }
        return status.on(answer.reply(miss.asker(), stored.entry().body(), now));
    }

    private static Reply streamed(Miss miss, Waiter waiter, Outcome.Streamed streamed, Instant now) {
        Answer answer = streamed.answer();
        CacheStatus status = CacheStatus.forward(miss.why()).parameter("fwd-status=" + answer.status());
        if (streamed.stored()) {
            status.parameter("stored").parameter("ttl=" + answer.timing().ttl(now));
        }
        Reply reply = answer.reply(miss.asker(), streamed.headers(), streamed.body(), now);
        if (waiter.isStarter() && answer.timing().age(now) == 0) {
            reply.headers().remove("age"); // it comes from the origin, for this request (RFC 9111 section 5.1)
        }
        return collapsed(status, waiter).on(reply);
    }
}

package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers misses: leads a fetch, or waits for one that others lead. */
final class Fetches {
    /** Marks the calls of fetches: a second cache in the same route must not wait for the fetch that runs it. */
    private static final Key<Boolean> FETCHING = Key.named("fetched by a cache");

    /** Of a fetch whose request has no deadline. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Fetch.Rules rules;
    private final boolean together;

    /** @param together whether one fetch serves all who want the same */
    Fetches(Fetch.Rules rules, boolean together) {
        this.rules = rules;
        this.together = together;
    }

    static boolean isFetch(Call call) {
        return call.get(FETCHING).isPresent();
    }

    /** Fetches what is stored anew, behind the answer; one at a time. */
    void renew(Miss miss) {
        Fetch fetch = miss.fetch(rules, Optional.of(miss.id()));
        if (rules.store().begin(miss.id(), fetch).isEmpty()) {
            start(fetch, miss);
        }
    }

    Future<Reply> answer(Miss miss) {
        return together && !rules.store().isApart(miss.id(), rules.clock().instant())
                ? answerTogether(miss)
                : answerAlone(miss);
    }

    private Future<Reply> answerAlone(Miss miss) {
        Fetch fetch = miss.fetch(rules, Optional.empty());
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
        Instant now = rules.clock().instant();
        return rules.store()
                .find(miss.target().key())
                .flatMap(resource -> resource.find(miss.request(), miss.target().whose()))
                .filter(entry -> miss.target().asked().accepts(entry.answer().timing(), now));
    }

    private static Waiter join(Fetch fetch, Miss miss, boolean starter) {
        Waiter waiter = miss.waiter(starter);
        miss.call().onEnd(ending -> waiter.leave());
        fetch.join(waiter);
        return waiter;
    }

    private void start(Fetch fetch, Miss miss) {
        Call detached = miss.call().detached(miss.call().deadline().left().orElse(LONGEST));
        detached.put(FETCHING, true);
        fetch.run(detached, miss.rest());
    }

    private Future<Reply> reply(Miss miss, Waiter waiter, Outcome outcome) {
        if (outcome instanceof Outcome.Own own) {
            return own.vary().isEmpty() || miss.again() ? answerAlone(miss.anew()) : answer(miss.over(own.vary()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Future.failedFuture(failed.problem());
        }
        CacheStatus status = CacheStatus.forward(miss.why());
        if (outcome instanceof Outcome.Given given) {
            return Future.succeededFuture(
                    status.parameter("fwd-status=" + given.reply().status()).on(given.reply()));
        }
        Instant now = rules.clock().instant();
        return Future.succeededFuture(
                outcome instanceof Outcome.Stored stored
                        ? stored(miss, stored, now)
                        : streamed(miss, waiter, (Outcome.Streamed) outcome, now));
    }

    private static Reply stored(Miss miss, Outcome.Stored stored, Instant now) {
        Answer answer = stored.entry().answer();
        long ttl = answer.timing().ttl(now);
        CacheStatus status = stored.status() == 0
                ? CacheStatus.hit(ttl)
                : CacheStatus.forward(miss.why())
                        .parameter("fwd-status=" + stored.status())
                        .parameter("ttl=" + ttl);
        return status.on(answer.reply(miss.request(), stored.entry().body(), now));
    }

    private static Reply streamed(Miss miss, Waiter waiter, Outcome.Streamed streamed, Instant now) {
        Answer answer = streamed.answer();
        CacheStatus status = CacheStatus.forward(miss.why()).parameter("fwd-status=" + answer.status());
        if (streamed.stored()) {
            status.parameter("stored").parameter("ttl=" + answer.timing().ttl(now));
        }
        Reply reply = answer.reply(miss.request(), streamed.body(), now);
        if (!waiter.isStarter()) {
            status.parameter("collapsed");
        } else if (answer.timing().age(now) == 0) {
            reply.headers().remove("age"); // it comes from the origin, for this request (RFC 9111 section 5.1)
        }
        return status.on(reply);
    }
}

package dev.penstock.plugins.cache;

import dev.penstock.plugins.cache.CacheStatus.Forward;
import dev.penstock.sdk.Around;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A shared HTTP cache (RFC 9111) around the steps below. */
final class CacheStep implements Around {
    /** What the step was told. */
    record Settings(CacheKey key, Whose.Rules whose, Labelling labelling, Changes changes) {}

    /** What is asked for, for whom, and how. */
    record Target(String key, Whose whose, Asked asked) {}

    /** What there is of it already. */
    private record Stored(Target target, Optional<Entry> found) {}

    /** A request to the store, and what other gateways share: what will do of that is in this one's store by now. */
    private record Look(Target target, MultiMap request, boolean isGet, Seen seen) {}

    private final Fetch.Rules rules;
    private final Settings settings;
    private final Fetches fetches;

    CacheStep(Fetch.Rules rules, Settings settings, boolean together) {
        this.rules = rules;
        this.settings = settings;
        this.fetches = new Fetches(rules, together, Optional.empty());
    }

    @Override
    public Future<Reply> apply(Call call, Rest rest) {
        if (Fetches.isFetch(call)) {
            return rest.run(call);
        }
        String method = call.outbound().method();
        if (!Changes.isSafe(call)) {
            return invalidating(call, rest);
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return pass(call, rest, Forward.METHOD);
        }
        return isSpecial(call) ? pass(call, rest, Forward.BYPASS) : answer(call, rest);
    }

    /** What a cache leaves to the origin: preconditions that are its own, a body, a change of protocol. */
    private static boolean isSpecial(Call call) {
        MultiMap headers = call.outbound().headers();
        return headers.contains("if-match")
                || headers.contains("if-unmodified-since")
                || headers.contains("upgrade")
                || Overrides.any(headers)
                || call.outbound().body().length() != 0;
    }

    private Future<Reply> answer(Call call, Rest rest) {
        boolean isGet = call.outbound().method().equals("GET");
        Whose whose = settings.whose.of(call);
        MultiMap headers = call.outbound().headers();
        boolean plain = whose.apart().isEmpty() && !headers.contains(Apart.FIELD);
        MultiMap request = plain ? headers : Apart.copy(headers, whose.apart());
        Target target = new Target(settings.key.of(call, whose), whose, Asked.of(request));
        if (!rules.store().hasSecondLevel()) {
            return answer(call, rest, new Look(target, request, isGet, Seen.NOTHING));
        }
        Instant now = rules.now();
        return rules.store()
                .look(
                        call,
                        target,
                        request,
                        entry -> target.asked.accepts(entry.answer().timing(), now))
                .compose(seen -> answer(call, rest, new Look(target, request, isGet, seen)));
    }

    private Future<Reply> answer(Call call, Rest rest, Look look) {
        Target target = look.target;
        MultiMap request = look.request;
        Optional<Resource> resource = rules.store().find(target.key);
        Optional<Entry> found = resource.flatMap(stored -> stored.find(request, target.whose));
        Optional<Answer> answer = found.map(Entry::answer);
        Instant now = rules.now();
        if (answer.isPresent() && target.asked.accepts(answer.get().timing(), now)) {
            Tally.Result result = answer.get().timing().isFresh(now) ? Tally.Result.HIT : Tally.Result.STALE;
            return hit(new Asker(request, look.isGet), found.get(), answer.get(), result);
        }
        boolean stale = answer.isPresent() && isGoodEnough(answer.get().timing(), target.asked, now);
        if (target.asked.onlyIfCached() && !stale) {
            rules.tally().add(Tally.Result.MISS);
            return Future.succeededFuture(CacheStatus.unasked().on(Reply.of(504)));
        }
        Forward why = why(resource, answer, now);
        if (!look.isGet) {
            return head(call, rest, why, new Stored(target, found));
        }
        if (target.asked.noStore() || (request.contains("range") && found.isEmpty())) {
            return pass(call, rest, why);
        }
        Ticket ticket = rules.store().ticket(settings.labelling.of(call), look.seen);
        List<String> vary = resource.map(Resource::vary).orElse(List.of());
        Miss miss = new Miss(call, rest, request.copy(false), target, why, found, vary, ticket, false);
        if (stale) {
            fetches.renew(miss);
            return hit(miss.asker(), found.get(), answer.get(), Tally.Result.STALE);
        }
        return fetches.answer(miss);
    }

    private static boolean isGoodEnough(Timing timing, Asked asked, Instant now) {
        return !timing.isFresh(now) && timing.mayServeWhileRevalidating(now) && asked.acceptsStale(timing, now);
    }

    /** What the store cannot answer is asked as it is; the answer speaks of what is stored, too. */
    private Future<Reply> head(Call call, Rest rest, Forward why, Stored stored) {
        Instant asked = rules.now();
        rules.tally().add(Tally.Result.BYPASS);
        return rest.run(call).map(reply -> {
            if (reply.status() == 200 && !stored.target.asked.noStore()) {
                Head head = Head.of(200, reply.headers().copy(false), asked, rules.now());
                Admission admission = new Admission(rules, stored.target.key, stored.target.whose);
                stored.found.ifPresent(entry -> admission.renewByHead(entry, head));
            }
            return forwarded(why, reply);
        });
    }

    private static Forward why(Optional<Resource> resource, Optional<Answer> found, Instant now) {
        if (found.isPresent()) {
            return found.get().timing().isFresh(now) ? Forward.REQUEST : Forward.STALE;
        }
        return resource.isPresent() ? Forward.VARY_MISS : Forward.URI_MISS;
    }

    private Future<Reply> hit(Asker asker, Entry entry, Answer answer, Tally.Result result) {
        Instant now = rules.now();
        rules.tally().add(result);
        return Future.succeededFuture(
                CacheStatus.hit(answer.timing().ttl(now)).on(answer.reply(asker, entry.body(), now)));
    }

    private Future<Reply> pass(Call call, Rest rest, Forward why) {
        rules.tally().add(Tally.Result.BYPASS);
        return rest.run(call).map(reply -> forwarded(why, reply));
    }

    private static Reply forwarded(Forward why, Reply reply) {
        return CacheStatus.forward(why)
                .parameter("fwd-status=" + reply.status())
                .on(reply);
    }

    private Future<Reply> invalidating(Call call, Rest rest) {
        Outdated outdated = settings.changes.by(call);
        return pass(call, rest, Forward.METHOD)
                .compose(reply -> settings.changes.drop(outdated, reply).map(reply));
    }
}

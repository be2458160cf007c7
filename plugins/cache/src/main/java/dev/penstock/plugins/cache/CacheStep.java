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
import java.util.Set;

/** A shared HTTP cache (RFC 9111) around the steps below. */
final class CacheStep implements Around {
    /** What the step was told. */
    record Settings(CacheKey key, Whose.Rules whose) {}

    /** What is asked for, for whom, and how. */
    record Target(String key, Whose whose, Asked asked) {}

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Fetch.Rules rules;
    private final Settings settings;
    private final Fetches fetches;

    CacheStep(Fetch.Rules rules, Settings settings, boolean together) {
        this.rules = rules;
        this.settings = settings;
        this.fetches = new Fetches(rules, together);
    }

    @Override
    public Future<Reply> apply(Call call, Rest rest) {
        if (Fetches.isFetch(call)) {
            return rest.run(call);
        }
        String method = call.outbound().method();
        if (!SAFE.contains(method)) {
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
        Whose whose = settings.whose.of(call);
        MultiMap headers = call.outbound().headers();
        MultiMap request = whose.apart().isEmpty() ? headers : Apart.copy(headers, whose.apart());
        Target target = new Target(settings.key.of(call, whose), whose, Asked.of(request));
        Optional<Resource> resource = rules.store().find(target.key);
        Optional<Entry> found = resource.flatMap(stored -> stored.find(request, whose));
        Instant now = rules.clock().instant();
        if (found.isPresent() && target.asked.accepts(found.get().answer().timing(), now)) {
            return Future.succeededFuture(hit(request, found.get(), now));
        }
        Forward why = why(resource, found, now);
        if (target.asked.onlyIfCached()) {
            return Future.succeededFuture(CacheStatus.unasked().on(Reply.of(504)));
        }
        boolean isGet = call.outbound().method().equals("GET");
        if (!isGet || target.asked.noStore() || request.contains("range")) {
            return pass(call, rest, why);
        }
        List<String> vary = resource.map(Resource::vary).orElse(List.of());
        Miss miss = new Miss(call, rest, request.copy(false), target, why, found, vary, false);
        if (found.isPresent() && mayServeStale(found.get().answer().timing(), target.asked, now)) {
            fetches.renew(miss);
            return Future.succeededFuture(hit(request, found.get(), now));
        }
        return fetches.answer(miss);
    }

    private static boolean mayServeStale(Timing timing, Asked asked, Instant now) {
        return !timing.isFresh(now) && timing.mayServeWhileRevalidating(now) && asked.acceptsStale(timing, now);
    }

    private static Forward why(Optional<Resource> resource, Optional<Entry> found, Instant now) {
        if (found.isPresent()) {
            return found.get().answer().timing().isFresh(now) ? Forward.REQUEST : Forward.STALE;
        }
        return resource.isPresent() ? Forward.VARY_MISS : Forward.URI_MISS;
    }

    private static Reply hit(MultiMap request, Entry entry, Instant now) {
        Answer answer = entry.answer();
        return CacheStatus.hit(answer.timing().ttl(now)).on(answer.reply(request, entry.body(), now));
    }

    private static Future<Reply> pass(Call call, Rest rest, Forward why) {
        return rest.run(call)
                .map(reply -> CacheStatus.forward(why)
                        .parameter("fwd-status=" + reply.status())
                        .on(reply));
    }

    /** RFC 9111 section 4.4. The keys are those of the request as it came: steps below may change it. */
    private Future<Reply> invalidating(Call call, Rest rest) {
        Whose whose = settings.whose.of(call);
        String own = settings.key.of(call, whose);
        String ofAll = settings.key.of(call, whose.ofAll());
        return pass(call, rest, Forward.METHOD).map(reply -> {
            if (reply.status() < 400) {
                rules.store().invalidate(own);
                rules.store().invalidate(ofAll);
            }
            return reply;
        });
    }
}

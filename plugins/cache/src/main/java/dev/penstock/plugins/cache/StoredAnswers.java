package dev.penstock.plugins.cache;

import dev.penstock.plugins.cache.CacheStatus.Forward;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Detached;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Rest;
import dev.penstock.sdk.RouteName;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The store of the cache steps, for steps that fetch by themselves: by the same rules, and together where they can. */
final class StoredAnswers implements HttpCache {
    /** What differs in each request and changes no answer. */
    private static final Set<String> UNHEARD = Set.of("traceparent", "tracestate", "x-request-id");

    private final Host host;
    private final Map<RouteName, Tally> tallies = new ConcurrentHashMap<>();

    StoredAnswers(Host host) {
        this.host = host;
    }

    @Override
    public Future<Reply> serve(Call call, Wanted wanted, Origin origin) {
        Outbound request = wanted.request();
        if (!request.method().equals("GET") || request.body().length() != 0) {
            return origin.fetch(call, request);
        }
        CacheStep.Target target = target(call, wanted);
        Fetch.Rules rules = rules(call, wanted);
        Instant now = host.clock().instant();
        return rules.store()
                .look(call, target, request.headers(), entry -> entry.isFresh(now))
                .compose(seen -> serve(call, request, new Asking(rules, target, seen, origin)));
    }

    private record Asking(Fetch.Rules rules, CacheStep.Target target, Seen seen, Origin origin) {}

    private Future<Reply> serve(Call call, Outbound request, Asking asking) {
        Store store = asking.rules.store();
        MultiMap headers = request.headers();
        Optional<Resource> resource = store.find(asking.target.key());
        Optional<Entry> found = resource.flatMap(stored -> stored.find(headers, asking.target.whose()));
        Instant now = host.clock().instant();
        if (found.isPresent() && found.get().isFresh(now)) {
            asking.rules.tally().add(Tally.Result.HIT);
            return Future.succeededFuture(found.get()
                    .answer()
                    .reply(new Asker(headers, true), found.get().body(), now));
        }
        // All its fields are in the key, so none tells answers apart that are under it.
        Ticket ticket = store.ticket(labels(call), asking.seen);
        Forward why = found.isPresent() ? Forward.STALE : Forward.URI_MISS;
        Rest rest = run -> fetch((Detached) run, asking.origin);
        Miss miss = new Miss(call, rest, headers.copy(false), asking.target, why, found, List.of(), ticket, false);
        return new Fetches(asking.rules, true, Optional.of(request)).answer(miss);
    }

    private static Labels labels(Call call) {
        RouteName route = call.route();
        return new Labels(route.api(), route.route(), call.inbound().path(), List.of());
    }

    /** Does the fetch as the detached call, which lasts until the body of its answer was read. */
    private static Future<Reply> fetch(Detached run, Origin origin) {
        Promise<Reply> head = Promise.promise();
        run.onEnd(ending ->
                head.tryFail(Problem.of(Problem.Kind.DEADLINE, "the origin had not answered when the fetch ended")));
        run.doing(() -> origin.fetch(run, run.outbound())
                .compose(reply -> {
                    Promise<Void> read = Promise.promise();
                    if (reply.body().isWhole()) {
                        read.complete();
                    } else {
                        reply.body(reply.body().through(new Watched(read)));
                    }
                    head.tryComplete(reply);
                    return read.future();
                })
                .onFailure(head::tryFail));
        return head.future();
    }

    @Override
    public Future<Optional<Reply>> lastGood(Call call, Wanted wanted) {
        CacheStep.Target target = target(call, wanted);
        MultiMap headers = wanted.request().headers();
        Store store = Store.of(host);
        return store.look(call, target, headers, entry -> true)
                .map(seen -> store.find(target.key())
                        .flatMap(stored -> stored.find(headers, target.whose()))
                        .filter(entry -> entry.answer().status() < 400 && mayStandIn(entry))
                        .map(entry -> entry.answer()
                                .reply(
                                        new Asker(headers, true),
                                        entry.body(),
                                        host.clock().instant())));
    }

    /** RFC 9111 section 4.2.4: not where the answer itself forbids to use it stale. */
    private boolean mayStandIn(Entry entry) {
        Timing timing = entry.answer().timing();
        Instant now = host.clock().instant();
        return timing.isFresh(now) || !timing.strict() || timing.mayServeOnError(now);
    }

    @Override
    public Future<Long> purge(Purge purge) {
        return Store.of(host).purge(purge);
    }

    private Fetch.Rules rules(Call call, Wanted wanted) {
        Freshness freshness =
                new Freshness(Optional.of(wanted.ttl()), Optional.empty(), Map.of(), Duration.ZERO, Duration.ZERO);
        Tally tally = tallies.computeIfAbsent(call.route(), route -> Tally.ofCalls(host.metrics(), route));
        return new Fetch.Rules(Store.of(host), host, freshness, wanted.maxBody(), tally);
    }

    private static CacheStep.Target target(Call call, Wanted wanted) {
        Outbound request = wanted.request();
        boolean identified = request.headers().contains("authorization");
        Whose whose = new Whose(identified, Optional.empty());
        return new CacheStep.Target(key(call.route().api(), wanted), whose, Asked.of(request.headers()));
    }

    /** Divided by line feeds, which no part can hold. */
    private static String key(String api, Wanted wanted) {
        Outbound request = wanted.request();
        StringBuilder key = new StringBuilder(128);
        key.append(api).append("\nfetch\n").append(wanted.key()).append('\n').append(request.path());
        request.query().ifPresent(query -> key.append('?').append(query));
        request.host().ifPresent(as -> key.append("\nas ").append(as));
        Map<String, String> fields = new TreeMap<>();
        request.headers()
                .forEach((name, value) -> fields.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b));
        fields.keySet().removeAll(UNHEARD);
        fields.forEach(
                (name, value) -> key.append('\n').append(name).append('=').append(value));
        return key.toString();
    }
}

package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles the settings of one call. Its name, and those of the calls that it may name, are declared before. */
final class CallCompiler {
    /** What stands for one item of a for-each. */
    static final String ITEM = "item";

    /** Threads that undo content codings. */
    private static final int DECODERS = 2;

    private static final int MOST_PARALLEL = 1_000;
    private static final int MOST_ITEMS = 100_000;
    private static final Duration LONGEST_RESERVE = Duration.ofMillis(50);

    private final CallConfig settings;
    private final Place at;
    private final Node written;
    private final StepContext outer;
    /** Where the item of a for-each is known too. */
    private final StepContext context;

    /**
     * @param at where faults of the call as a whole are
     * @param written its settings
     */
    CallCompiler(CallConfig settings, Place at, Node written, StepContext context) {
        this.settings = settings;
        this.at = at;
        this.written = written;
        this.outer = context;
        this.context = context.scope();
    }

    Planned compile(Slot slot) {
        Optional<Expression<Boolean>> when = settings.when().map(outer::condition);
        Optional<Each> each = settings.forEach().map(this::each);
        if (each.isEmpty()) {
            refuseAlone("max-parallel");
            refuseAlone("max-items");
        }
        return Planned.of(
                slot,
                new Planned.Occasion(when, each),
                request(),
                target(),
                FailureRules.compile(settings, written, context));
    }

    private Each each(Node list) {
        bounded("max-parallel", settings.maxParallel(), MOST_PARALLEL);
        bounded("max-items", settings.maxItems(), MOST_ITEMS);
        Expression<Object> items = outer.value(list);
        items.constant()
                .filter(value -> !(value instanceof List))
                .ifPresent(value -> context.fault(
                        list.place(), "for-each: expected a list such as ${product.body.ids}, found '" + value + "'"));
        Slot item = context.declare(ITEM, new Node.Scalar(written.keyPlace("for-each"), ITEM, ITEM));
        return new Each(items, item, settings.maxParallel(), settings.maxItems());
    }

    private void bounded(String key, int number, int most) {
        if (number < 1 || number > most) {
            context.fault(written.at(key), "expected a whole number from 1 to " + most + ", found '" + number + "'");
        }
    }

    private void refuseAlone(String key) {
        if (written instanceof Node.Mapping mapping) {
            mapping.entry(key)
                    .ifPresent(entry -> context.fault(
                            entry.place(),
                            "'" + key + "' is a bound of 'for-each', which this call does not have: remove it"));
        }
    }

    private Planned.Target target() {
        Upstream upstream = context.upstream(settings.from());
        if (settings.timeout().filter(Duration::isZero).isPresent()) {
            context.fault(at, "expected a timeout of more than zero");
        }
        Duration timeout = settings.timeout().orElseGet(upstream::timeout);
        Upstream patient = upstream.withTimeout(timeout);
        return new Planned.Target(
                settings.hedge().map(hedge -> hedged(patient, hedge)).orElse(patient),
                timeout,
                context.deadline().map(CallCompiler::reserve).orElse(Duration.ZERO),
                new Reading(settings.maxBody().bytes(), context.host().pool("coded-answers", DECODERS)),
                settings.cache().flatMap(ttl -> kept(ttl, upstream)));
    }

    /** So that what is made of the calls is answered before the deadline, when a call lasts as long as it may. */
    private static Duration reserve(Duration deadline) {
        Duration share = deadline.dividedBy(20);
        return share.compareTo(LONGEST_RESERVE) < 0 ? share : LONGEST_RESERVE;
    }

    private Upstream hedged(Upstream upstream, CallConfig.Hedge hedge) {
        if (hedge.after().isZero()) {
            context.fault(
                    written.at("hedge", "after"),
                    "expected the time that the first request has, such as 50ms, found 0s");
        }
        return upstream.withHedge(hedge.after());
    }

    private Optional<Kept> kept(Duration ttl, Upstream upstream) {
        if (ttl.isZero()) {
            context.fault(written.at("cache"), "expected how long an answer is kept, such as 30s, found 0s");
        }
        if (settings.get().isEmpty() || settings.body().isPresent()) {
            context.fault(
                    written.keyPlace("cache"),
                    "'cache' keeps what a get without a body answers, and this call is another: remove one of the two");
        }
        Optional<HttpCache> cache = context.host().service(HttpCache.class);
        if (cache.isEmpty()) {
            context.fault(written.keyPlace("cache"), "the module cache is missing: add it, or remove 'cache'");
        }
        return cache.map(store -> new Kept(store, upstream.name(), ttl));
    }

    private RequestTemplate request() {
        Map<String, Node> methods = new LinkedHashMap<>();
        settings.get().ifPresent(path -> methods.put("GET", path));
        settings.post().ifPresent(path -> methods.put("POST", path));
        settings.put().ifPresent(path -> methods.put("PUT", path));
        settings.patch().ifPresent(path -> methods.put("PATCH", path));
        settings.delete().ifPresent(path -> methods.put("DELETE", path));
        if (methods.size() != 1) {
            context.fault(
                    at,
                    "expected one of get, post, put, patch, delete with the path of the call, found "
                            + (methods.isEmpty() ? "none" : methods.size()));
        }
        String method = methods.isEmpty() ? "GET" : methods.keySet().iterator().next();
        return new RequestTemplate(
                method,
                path(Optional.ofNullable(methods.get(method))),
                texts(settings.query(), context::text),
                headers(),
                forwarded(),
                settings.body().map(context::value));
    }

    private Expression<String> path(Optional<Node> path) {
        path.filter(node -> node instanceof Node.Scalar scalar && !scalar.text().startsWith("/"))
                .ifPresent(node -> context.fault(node, "expected a path that starts with a slash"));
        return context.url(path.orElseGet(() -> new Node.Scalar(at, "/", "/")));
    }

    private Map<String, Expression<String>> headers() {
        settings.headers().forEach((name, value) -> refuseField(name, value));
        return texts(settings.headers(), context::field);
    }

    private List<String> forwarded() {
        List<String> names = new ArrayList<>();
        for (Node node : settings.forward()) {
            String name = node instanceof Node.Scalar scalar ? scalar.text() : "";
            refuseField(name, node);
            context.reads(Part.header(name));
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    private void refuseField(String name, Node node) {
        Fields.fault(name, Direction.REQUEST).ifPresent(fault -> context.fault(node, fault));
    }

    private static Map<String, Expression<String>> texts(
            Map<String, Node> nodes, Function<Node, Expression<String>> compile) {
        Map<String, Expression<String>> texts = new LinkedHashMap<>();
        nodes.forEach((name, node) -> texts.put(name, compile.apply(node)));
        return texts;
    }
}

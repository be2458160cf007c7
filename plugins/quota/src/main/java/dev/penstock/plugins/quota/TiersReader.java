package dev.penstock.plugins.quota;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code limits}, which come in two shapes: name to rate, or tier to such a map. */
final class TiersReader {
    private static final Duration SAFE = Duration.ofHours(1);
    /** Stands in for limits with a fault. */
    private static final Limit STAND_IN = new Limit(Tiers.DEFAULT, Rate.parse("1/1s"));

    private final StepContext context;
    private final long version;

    TiersReader(StepContext context, long version) {
        this.context = context;
        this.version = version;
    }

    Tiers read(QuotaConfig settings) {
        Map<String, Limits> tiers = new LinkedHashMap<>();
        List<Node.Entry> entries = entries(settings.limits());
        boolean tiered = !entries.isEmpty() && entries.get(0).value() instanceof Node.Mapping;
        if (tiered) {
            entries.forEach(entry -> tiers.put(entry.key(), limits(entry.value())));
            if (!tiers.containsKey(Tiers.DEFAULT)) {
                context.fault(settings.limits(), "expected limits for 'default' too, the tier of all others");
            }
            if (settings.tier().isEmpty()) {
                context.fault(settings.limits(), "expected 'tier' beside limits by tier, such as tier: ${auth.tier}");
            }
        } else {
            settings.tier()
                    .ifPresent(tier -> context.fault(
                            tier,
                            "expected limits by tier beside 'tier': limits: {gold: {\u2026}, default: {\u2026}}"));
            tiers.put(Tiers.DEFAULT, limits(settings.limits()));
        }
        tiers.computeIfAbsent(Tiers.DEFAULT, absent -> new Limits(List.of(STAND_IN), version));
        return new Tiers(settings.tier().map(context::text), tiers);
    }

    private Limits limits(Node node) {
        List<Limit> limits = new ArrayList<>();
        for (Node.Entry entry : entries(node)) {
            if (!Limit.isName(entry.key())) {
                context.fault(entry.value(), "expected a name of printable ASCII, since it goes into a header field");
            }
            limits.add(new Limit(entry.key(), rate(entry.value())));
        }
        return new Limits(limits.isEmpty() ? List.of(STAND_IN) : limits, version);
    }

    private Rate rate(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            context.fault(node, "expected a rate such as 20/1s or 50000/day");
            return STAND_IN.rate();
        }
        try {
            Rate rate = Rate.parse(scalar.text());
            warnIfForgotten(rate, node);
            return rate;
        } catch (IllegalArgumentException refused) {
            context.fault(node, refused.getMessage());
            return STAND_IN.rate();
        }
    }

    private void warnIfForgotten(Rate rate, Node node) {
        boolean longer = !(rate.window() instanceof Rate.Rolling rolling)
                || rolling.length().compareTo(SAFE) > 0;
        if (longer && !context.host().store().isShared()) {
            context.warn(node, "a restart forgets this count, since penstock.yaml names no redis to keep it in");
        }
    }

    private List<Node.Entry> entries(Node node) {
        if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            return mapping.entries();
        }
        context.fault(node, "expected limits by name, such as {burst: 20/1s}");
        return List.of();
    }
}

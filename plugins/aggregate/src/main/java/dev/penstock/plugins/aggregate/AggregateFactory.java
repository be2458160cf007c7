package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code aggregate} is a {@link Step} that opens the join, a {@link Fork} with a branch for each call, and a step that
 * answers.
 */
final class AggregateFactory implements StepFactory<AggregateConfig> {
    /** More calls than these make an answer as slow and as fragile as its worst part. */
    private static final int MANY_CALLS = 8;

    @Override
    public String type() {
        return "aggregate";
    }

    @Override
    public Class<AggregateConfig> settings() {
        return AggregateConfig.class;
    }

    @Override
    public List<Stage> create(AggregateConfig settings, StepContext context) {
        if (settings.as().isEmpty()) {
            context.answers();
        }
        if (settings.calls().isEmpty()) {
            context.fault(context.settings(), "expected at least one call");
            return List.of();
        }
        if (settings.calls().size() > MANY_CALLS) {
            context.warn(
                    context.settings(),
                    settings.calls().size() + " calls in one answer: expected at most " + MANY_CALLS);
        }
        Map<String, Node> names = names(settings, context);
        StepContext scope = context.scope();
        Map<String, Slot> slots = new LinkedHashMap<>();
        names.forEach((name, at) -> slots.put(name, scope.declare(name, at)));
        List<Planned> calls = new ArrayList<>();
        settings.calls()
                .forEach((name, call) ->
                        calls.add(new CallCompiler(call, names.get(name), scope).compile(slots.get(name))));
        Optional<Expression<Object>> body = settings.body().map(scope::value);
        refuseCycles(calls, names, context);
        return stages(calls, body, settings.as().map(as -> slot(as, context)), context);
    }

    private static List<Stage> stages(
            List<Planned> calls, Optional<Expression<Object>> body, Optional<Slot> as, StepContext context) {
        Key<Join> key = Key.named("aggregate " + context.id());
        List<String> names = calls.stream().map(Planned::name).toList();
        List<Step> branches = new ArrayList<>();
        for (Planned planned : calls) {
            List<Integer> awaits =
                    awaits(planned, names).stream().map(names::indexOf).toList();
            branches.add(new Branch(
                    key, planned, branches.size(), awaits, context.host().scheduler()));
        }
        Step open = call -> {
            call.put(key, new Join(call, calls));
            return Future.succeededFuture();
        };
        return List.of(open, new Fork(branches), new JoinStep(key, body, as));
    }

    /** Where each call's name stands in the file. */
    private static Map<String, Node> names(AggregateConfig settings, StepContext context) {
        Map<String, Node> names = new LinkedHashMap<>();
        settings.calls().keySet().forEach(name -> names.put(name, context.settings()));
        if (context.settings() instanceof Node.Mapping mapping
                && mapping.get("calls").orElse(mapping) instanceof Node.Mapping calls) {
            for (Node.Entry entry : calls.entries()) {
                names.computeIfPresent(entry.key(), (name, at) -> new Node.Scalar(entry.place(), name, name));
            }
        }
        return names;
    }

    private static Slot slot(Node as, StepContext context) {
        return context.declare(as instanceof Node.Scalar scalar ? scalar.text() : "", as);
    }

    /** The calls of this join that the call names, in the order written. */
    private static Set<String> awaits(Planned planned, List<String> names) {
        Set<String> awaits = new LinkedHashSet<>(names);
        awaits.retainAll(planned.reads().stream().map(Slot::name).toList());
        return awaits;
    }

    private static void refuseCycles(List<Planned> calls, Map<String, Node> names, StepContext context) {
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        calls.forEach(planned -> graph.put(planned.name(), awaits(planned, List.copyOf(names.keySet()))));
        for (List<String> cycle : Graph.cycles(graph)) {
            context.fault(
                    names.get(cycle.get(0)),
                    cycle.size() == 2
                            ? "the call '" + cycle.get(0) + "' waits for its own answer: name another call there"
                            : "calls wait for each other: " + String.join(" -> ", cycle)
                                    + "; let one of them not name the next");
        }
    }
}

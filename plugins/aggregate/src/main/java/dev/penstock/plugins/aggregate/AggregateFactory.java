package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
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
        StepContext scope = context.scope();
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (String name : settings.calls().keySet()) {
            slots.put(name, slot(new Node.Scalar(at(name, context), name, name), scope));
        }
        List<Planned> calls = new ArrayList<>();
        settings.calls()
                .forEach((name, call) ->
                        calls.add(new CallCompiler(call, at(name, context), written(name, context), scope)
                                .compile(slots.get(name))));
        Optional<Expression<Object>> body = settings.body().map(scope::value);
        if (isAcyclic(calls, context)) {
            CriticalPath path = CriticalPath.of(graph(calls), calls);
            context.remark("at most " + path);
            path.warn(context);
        }
        boolean asks =
                settings.calls().values().stream().allMatch(call -> call.get().isPresent());
        if (asks && settings.as().isPresent()) {
            context.looksUp();
        }
        return stages(calls, body, settings.as().map(as -> slot(as, context)), context);
    }

    private static List<Stage> stages(
            List<Planned> calls, Optional<Expression<Object>> body, Optional<Slot> as, StepContext context) {
        Key<Join> key = Key.named("aggregate " + context.id());
        List<String> names = calls.stream().map(Planned::name).toList();
        List<List<Integer>> awaits = calls.stream()
                .map(planned ->
                        awaits(planned, names).stream().map(names::indexOf).toList())
                .toList();
        Plan plan = Plan.of(calls, awaits, context);
        List<Step> branches = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            branches.add(new Branch(key, plan, i));
        }
        Step open = call -> {
            call.put(key, new Join(call, plan));
            return Future.succeededFuture();
        };
        return List.of(open, new Fork(branches), new JoinStep(key, body, as, context.makes()));
    }

    /** Where a call's name is written. */
    private static Place at(String call, StepContext context) {
        return context.settings().keyPlace("calls", call);
    }

    private static Node written(String call, StepContext context) {
        return context.settings().at("calls", call);
    }

    /** The name that expressions read. */
    static Slot slot(Node name, StepContext context) {
        String text = name instanceof Node.Scalar scalar ? scalar.text() : "";
        if (text.equals(CallCompiler.ITEM)) {
            context.fault(name, "expected a name of your own, found 'item', which stands for an item of a for-each");
        }
        return context.declare(text, name);
    }

    /** The calls of this join that the call names, in the order written. */
    private static Set<String> awaits(Planned planned, List<String> names) {
        Set<String> awaits = new LinkedHashSet<>(names);
        awaits.retainAll(planned.reads().values().stream()
                .flatMap(Set::stream)
                .map(Slot::name)
                .toList());
        return awaits;
    }

    private static Map<String, Set<String>> graph(List<Planned> calls) {
        List<String> names = calls.stream().map(Planned::name).toList();
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        calls.forEach(planned -> graph.put(planned.name(), awaits(planned, names)));
        return graph;
    }

    private static boolean isAcyclic(List<Planned> calls, StepContext context) {
        List<List<String>> cycles = Graph.cycles(graph(calls));
        for (List<String> cycle : cycles) {
            String first = cycle.get(0);
            if (cycle.size() == 2) {
                refuseOwnAnswer(find(first, calls), context);
            } else {
                context.fault(
                        at(first, context),
                        "calls wait for each other: " + String.join(" -> ", cycle)
                                + "; let one of them not name the next");
            }
        }
        return cycles.isEmpty();
    }

    private static void refuseOwnAnswer(Planned call, StepContext context) {
        String setting = call.settingThatReads(call.slot()).orElseThrow();
        context.fault(
                context.settings().keyPlace("calls", call.name(), setting),
                "the call '" + call.name() + "' waits for its own answer: name another call there");
    }

    private static Planned find(String name, List<Planned> calls) {
        return calls.stream()
                .filter(call -> call.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package dev.penstock.engine.compile;

import dev.penstock.engine.call.Site;
import dev.penstock.engine.camel.RouteAssembly.Compiled;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.engine.config.StepSpec;
import dev.penstock.engine.expression.Scope;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Send;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates the steps of one route, top to bottom, policies put in where they are used. */
final class RouteSteps {
    private static final Set<String> NEVER_SKIPPED = Set.of("quota", "concurrency", "limits", "validate", "authorize");

    private final FileUnit unit;
    private final RouteName route;
    private final Scope scope;
    private final List<Compiled> steps = new ArrayList<>();
    private final List<Outline.Step> outline = new ArrayList<>();
    private final Deque<String> policies = new ArrayDeque<>();
    private boolean belowAuth;
    private boolean answered;

    RouteSteps(FileUnit unit, RouteSpec spec) {
        this.unit = unit;
        this.route = new RouteName(unit.spec().api(), spec.name());
        this.scope = Scope.root(Set.copyOf(spec.match().path().parameters()));
    }

    /** The file's own steps, then those of the route. */
    List<Compiled> create(RouteSpec spec) {
        Optional<Node> base = unit.spec().steps().filter(steps -> spec.base());
        base.ifPresent(list -> append(list, unit.spec().api() + "/", Optional.empty()));
        append(spec.steps(), route + "/", Optional.empty());
        if (!answered) {
            unit.faults()
                    .fault(
                            spec.place(),
                            "route '" + spec.name() + "' can end without an answer: end it with a step that always"
                                    + " answers, such as upstream or respond, without 'when' and 'on-error: skip'");
        }
        return steps;
    }

    /** The steps as they are written, once they are created. */
    List<Outline.Step> outline() {
        return outline;
    }

    /** @param owner what the ids of the steps start with */
    private void append(Node list, String owner, Optional<Expression<Boolean>> gate) {
        List<StepSpec> specs = StepSpec.list(
                list,
                unit.surroundings().binder(),
                type -> type.equals(UseConfig.TYPE)
                        ? Optional.of(UseConfig.class)
                        : factory(type).map(StepFactory::settings),
                unit.faults());
        // What is no step was said to be none; it may be the one that was meant to answer.
        answered |= specs.isEmpty()
                || (list instanceof Node.Sequence all
                        && specs.size() < all.items().size());
        for (int i = 0; i < specs.size(); i++) {
            StepSpec spec = specs.get(i);
            if (answered) {
                unit.faults().warn(spec.place(), "'" + spec.type() + "' never runs: a step above it always answers");
            }
            outline.add(new Outline.Step(spec.place(), spec.type(), policies.size()));
            if (spec.type().equals(UseConfig.TYPE)) {
                use(spec, gate);
            } else {
                create(spec, owner + spec.name().orElse(Integer.toString(i + 1)), gate);
            }
        }
    }

    private Optional<StepFactory<?>> factory(String type) {
        return unit.surroundings().catalogue().find(type);
    }

    private void create(StepSpec spec, String id, Optional<Expression<Boolean>> gate) {
        Optional<StepFactory<?>> factory = factory(spec.type());
        if (factory.isEmpty()) {
            unit.faults().fault(spec.place(), unit.surroundings().catalogue().unknown(spec.type()));
            answered = true;
            return;
        }
        Draft draft = new Draft();
        String name = spec.name().orElse(spec.type());
        StepScope.StepPlace place = new StepScope.StepPlace(route, id, name, spec.settings(), belowAuth);
        StepScope context = new StepScope(unit, place, scope, draft);
        Optional<dev.penstock.engine.expression.Compiled<Boolean>> when =
                spec.when().map(node -> unit.surroundings().expressions().condition(node, scope, unit.faults()::fault));
        boolean whenReadsBody =
                when.filter(condition -> condition.readsRequestBody()).isPresent();
        if (whenReadsBody) {
            draft.holdsRequest(unit.surroundings().maxRequest());
        }
        List<Stage> stages = stages(factory.get(), spec, context);
        boolean skips = spec.onError() == StepSpec.OnError.SKIP;
        if (skips && (draft.isAuth() || NEVER_SKIPPED.contains(spec.type()))) {
            unit.faults().fault(spec.place(), "'" + spec.type() + "' takes no 'on-error: skip': remove it");
        }
        Site site = new Site(name, skips, draft.requestHeld(), draft.responseHeld());
        steps.add(new Compiled(site, PolicyGate.both(gate, when), whenReadsBody, stages));
        belowAuth |= draft.isAuth();
        answered |= answers(draft, stages) && when.isEmpty() && gate.isEmpty() && !skips;
    }

    private static boolean answers(Draft draft, List<Stage> stages) {
        return draft.isAnswer() || stages.stream().anyMatch(stage -> stage instanceof Send || stage instanceof Callout);
    }

    private <C extends Record> List<Stage> stages(StepFactory<C> factory, StepSpec spec, StepScope context) {
        Optional<C> settings = unit.surroundings()
                .binder()
                .bind(spec.settings(), factory.settings(), factory.shorthand(), unit.faults());
        if (settings.isEmpty()) {
            answered = true;
            return List.of();
        }
        return factory.create(settings.get(), context);
    }

    /** A policy's {@code when} is looked at once, before its first step. */
    private void use(StepSpec spec, Optional<Expression<Boolean>> gate) {
        Optional<UseConfig> use = unit.surroundings()
                .binder()
                .bind(spec.settings(), UseConfig.class, Optional.of(UseConfig.SHORTHAND), unit.faults());
        Optional<Node> list = use.flatMap(settings -> unit.policy(settings.policy()));
        if (list.isEmpty()) {
            answered = true;
            return;
        }
        String name = ((Node.Scalar) use.get().policy()).text();
        if (policies.contains(name)) {
            unit.faults().fault(spec.place(), "policy '" + name + "' uses itself: remove this 'use'");
            return;
        }
        Optional<dev.penstock.engine.expression.Compiled<Boolean>> when =
                spec.when().map(node -> unit.surroundings().expressions().condition(node, scope, unit.faults()::fault));
        Optional<Expression<Boolean>> inner = gate;
        if (when.isPresent()) {
            Key<Boolean> open = Key.named("use " + name);
            boolean reads = when.get().readsRequestBody();
            long held = reads ? unit.surroundings().maxRequest() : -1;
            steps.add(new Compiled(
                    new Site(spec.name().orElse("use"), false, held, -1),
                    gate,
                    false,
                    List.of(new PolicyGate.Look(open, when.get()))));
            inner = PolicyGate.both(gate, Optional.of(new PolicyGate(open)));
        }
        policies.push(name);
        append(list.get(), unit.spec().api() + "/" + name + "/", inner);
        policies.pop();
    }
}

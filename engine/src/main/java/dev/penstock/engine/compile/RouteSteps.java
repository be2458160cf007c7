package dev.penstock.engine.compile;

import dev.penstock.engine.call.Site;
import dev.penstock.engine.camel.RouteAssembly.Compiled;
import dev.penstock.engine.config.PathTemplate;
import dev.penstock.engine.config.RouteSpec;
import dev.penstock.engine.config.StepSpec;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.engine.expression.Scope;
import dev.penstock.sdk.Around;
import dev.penstock.sdk.Below;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Send;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepFactory;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates the steps of one route, top to bottom, policies put in where they are used. */
final class RouteSteps {
    /**
     * What must hold for the steps of a policy to run.
     *
     * @param reads what decides it
     */
    private record Gate(Optional<Expression<Boolean>> condition, Inputs reads) {
        static final Gate OPEN = new Gate(Optional.empty(), Inputs.NONE);
    }

    /** RFC 9110 section 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final FileUnit unit;
    private final RouteSpec spec;
    private final RouteName route;
    private final Scope scope;
    private final List<Compiled> steps = new ArrayList<>();
    private final List<Outline.Step> outline = new ArrayList<>();
    private final Set<String> always = new HashSet<>();
    private final Deque<String> policies = new ArrayDeque<>();
    private final Flow flow = new Flow();
    private final Lookups lookups;
    private boolean baseAuth;
    private boolean belowAuth;
    private boolean belowSharing;
    private boolean answered;
    private boolean doubtful;

    RouteSteps(FileUnit unit, RouteSpec spec) {
        this.unit = unit;
        this.spec = spec;
        this.route = new RouteName(unit.spec().api(), spec.name());
        this.scope = Scope.root(Set.copyOf(spec.match().path().parameters()));
        this.lookups = new Lookups(unit.faults());
    }

    /** The file's own steps, then those of the route. */
    List<Compiled> create() {
        warnOfStars(spec);
        unit.spec()
                .version()
                .ifPresent(version -> steps.add(
                        VersionNotice.step(version, unit.surroundings().host().clock())));
        Optional<Node> base = unit.spec().steps().filter(steps -> spec.base());
        base.ifPresent(list -> append(list, unit.spec().api() + "/", Gate.OPEN));
        baseAuth = belowAuth;
        append(spec.steps(), route + "/", Gate.OPEN);
        flow.end();
        if (!answered) {
            unit.faults()
                    .fault(
                            spec.place(),
                            "route '" + spec.name() + "' can end without an answer: end it with a step that always"
                                    + " answers, such as upstream or respond, without 'when' and 'on-error: skip'");
        }
        return steps;
    }

    List<Compiled> steps() {
        return steps;
    }

    /** Its steps, once those of all routes are created, with what looks for changes of other routes before them. */
    List<Compiled> watched() {
        if (!spec.match().methods().isEmpty() && SAFE.containsAll(spec.match().methods())) {
            return steps;
        }
        List<Compiled> all = new ArrayList<>();
        unit.watches().forEach((type, watch) -> {
            if (!always.contains(type)) {
                all.add(new Compiled(new Site(type, true, -1, -1), Optional.empty(), false, List.of(watch)));
            }
        });
        all.addAll(steps);
        return all;
    }

    RouteSpec spec() {
        return spec;
    }

    /** Whether the file's own steps, which come before those of the route, authenticate the caller. */
    boolean isGuardedByBase() {
        return baseAuth;
    }

    /** Whether it leaves the file's own steps out, and has no step that authenticates the caller. */
    boolean isOpen() {
        return !spec.base() && !belowAuth && !doubtful;
    }

    /** Other gateways write a wildcard so. */
    private void warnOfStars(RouteSpec spec) {
        if (spec.match().path().segments().contains(new PathTemplate.Segment.Literal("*"))) {
            unit.faults()
                    .warn(
                            spec.place(),
                            "'*' in " + spec.match().path().text()
                                    + " is an asterisk: write {id} for one segment, {rest*} for this one and all after it");
        }
    }

    /** The steps as they are written, once they are created. */
    List<Outline.Step> outline() {
        return outline;
    }

    /** @param owner what the ids of the steps start with */
    private void append(Node list, String owner, Gate gate) {
        int before = unit.faults().said();
        List<StepSpec> specs = StepSpec.list(
                list,
                unit.surroundings().binder(),
                type -> type.equals(UseConfig.TYPE)
                        ? Optional.of(UseConfig.class)
                        : factory(type).map(StepFactory::settings),
                unit.faults());
        // What is no step was said to be none; it may be the one that was meant to answer.
        answered |=
                specs.size() < (list instanceof Node.Sequence all ? all.items().size() : 1);
        doubtful |= unit.faults().said() > before;
        for (int i = 0; i < specs.size(); i++) {
            StepSpec step = specs.get(i);
            if (answered && !doubtful) {
                unit.faults().warn(step.place(), "'" + step.type() + "' never runs: a step above it always answers");
            }
            before = unit.faults().said();
            if (step.type().equals(UseConfig.TYPE)) {
                outline.add(new Outline.Step(step.place(), step.type(), policies.size(), List.of()));
                use(step, gate);
            } else {
                create(step, owner + step.name().orElse(Integer.toString(i + 1)), gate);
            }
            doubtful |= unit.faults().said() > before;
        }
    }

    private Optional<StepFactory<?>> factory(String type) {
        return unit.surroundings().catalogue().find(type);
    }

    private void create(StepSpec step, String id, Gate gate) {
        Optional<StepFactory<?>> factory = factory(step.type());
        if (factory.isEmpty()) {
            unit.faults().fault(step.place(), unit.surroundings().catalogue().unknown(step.type(), UseConfig.TYPE));
            answered = true;
            return;
        }
        Draft draft = new Draft();
        String name = step.name().orElse(step.type());
        StepScope.StepPlace place = new StepScope.StepPlace(
                route, spec.deadline(), id, name, step.type(), step.settings(), belowAuth, belowSharing);
        StepScope context = new StepScope(unit, place, scope, draft);
        Optional<dev.penstock.engine.expression.Compiled<Boolean>> when =
                step.when().map(condition -> StepExpressions.when(condition, scope, unit));
        boolean whenReadsBody =
                when.filter(condition -> condition.readsRequestBody()).isPresent();
        if (whenReadsBody) {
            draft.holdsRequest(unit.surroundings().maxRequest());
        }
        Optional<List<Stage>> created = new StepMaker(unit, place, context).create(factory.get());
        answered |= created.isEmpty();
        List<Stage> stages = created.orElse(List.of());
        boolean skips = step.onError() == StepSpec.OnError.SKIP;
        if (skips && draft.isRefusal()) {
            unit.faults().fault(step.onErrorPlace(), "'" + step.type() + "' takes no 'on-error: skip': remove it");
        }
        Inputs reason = when.map(condition -> condition.reads().inputs())
                .orElse(Inputs.NONE)
                .and(gate.reads());
        flow.step(draft, reason, answers(draft, stages), new Below.Auth(step.type(), step.place()));
        boolean parts = answers(draft, stages) || stages.stream().anyMatch(Around.class::isInstance);
        lookups.step(draft, reason, parts, step.place());
        outline.add(new Outline.Step(step.place(), step.type(), policies.size(), draft.remarks()));
        Site site = new Site(name, skips, draft.requestHeld(), draft.responseHeld());
        Optional<Expression<Boolean>> condition = PolicyGate.both(gate.condition(), when);
        if (condition.isEmpty()) {
            always.add(step.type());
        } else {
            // What only a credential may say is taken from the client's request also where the step is left out.
            stages.stream()
                    .filter(Credential.class::isInstance)
                    .map(Credential.class::cast)
                    .forEach(credential -> steps.add(cleansing(site, credential)));
        }
        steps.add(new Compiled(site, condition, whenReadsBody, witnessed(step, stages)));
        belowAuth |= draft.isAuth();
        belowSharing |= draft.isShare();
        answered |= answers(draft, stages) && when.isEmpty() && gate.condition().isEmpty() && !skips;
    }

    /** The stages of a step, and one before them that says when it runs, where a test wants to hear of it. */
    private List<Stage> witnessed(StepSpec step, List<Stage> stages) {
        Optional<Rehearsal.Witness> witness = unit.surroundings().rehearsal().witness();
        if (witness.isEmpty()) {
            return stages;
        }
        Rehearsal.RouteStep self = new Rehearsal.RouteStep(route, step.place(), step.type());
        witness.get().created(self);
        List<Stage> all = new ArrayList<>();
        all.add((Step) call -> {
            witness.get().ran(self);
            return Future.succeededFuture();
        });
        all.addAll(stages);
        return all;
    }

    private static Compiled cleansing(Site site, Credential credential) {
        Step cleanse = call -> {
            credential.cleanse(call);
            return Future.succeededFuture();
        };
        return new Compiled(new Site(site.step(), false, -1, -1), Optional.empty(), false, List.of(cleanse));
    }

    private static boolean answers(Draft draft, List<Stage> stages) {
        return draft.isAnswer() || stages.stream().anyMatch(stage -> stage instanceof Send || stage instanceof Callout);
    }

    /** A policy's {@code when} is looked at once, before its first step. */
    private void use(StepSpec step, Gate gate) {
        Optional<UseConfig> use = unit.surroundings()
                .binder()
                .bind(step.settings(), UseConfig.class, Optional.of(UseConfig.SHORTHAND), unit.faults());
        Optional<Node> list = use.flatMap(settings -> unit.policy(settings.policy()));
        if (list.isEmpty()) {
            answered = true;
            return;
        }
        String name = ((Node.Scalar) use.get().policy()).text();
        if (policies.contains(name)) {
            unit.faults().fault(step.place(), "policy '" + name + "' uses itself: remove this 'use'");
            return;
        }
        Optional<dev.penstock.engine.expression.Compiled<Boolean>> when =
                step.when().map(condition -> StepExpressions.when(condition, scope, unit));
        Gate inner = gate;
        if (when.isPresent()) {
            Key<Boolean> open = Key.named("use " + name);
            boolean reads = when.get().readsRequestBody();
            long held = reads ? unit.surroundings().maxRequest() : -1;
            steps.add(new Compiled(
                    new Site(step.name().orElse("use"), false, held, -1),
                    gate.condition(),
                    false,
                    List.of(new PolicyGate.Look(open, when.get()))));
            inner = new Gate(
                    PolicyGate.both(gate.condition(), Optional.of(new PolicyGate(open))),
                    gate.reads().and(when.get().reads().inputs()));
        }
        policies.push(name);
        // A quote is in no route's name: a policy and a route of one name keep their counts apart.
        append(list.get(), unit.spec().api() + "/policy '" + name + "'/", inner);
        policies.pop();
    }
}

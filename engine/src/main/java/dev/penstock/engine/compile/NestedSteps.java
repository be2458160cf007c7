package dev.penstock.engine.compile;

import dev.penstock.engine.config.StepSpec;
import dev.penstock.engine.expression.Compiled;
import dev.penstock.engine.expression.Scope;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Nested;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates the steps that are written inside another one.
 *
 * @param outer where that one stands
 * @param draft what that one says of itself: it holds what they hold
 */
record NestedSteps(FileUnit unit, StepScope.StepPlace outer, Scope scope, Draft draft) {
    List<Nested> create(Node list) {
        List<StepSpec> specs = StepSpec.list(
                list,
                unit.surroundings().binder(),
                type -> unit.surroundings().catalogue().find(type).map(StepFactory::settings),
                unit.faults());
        List<Nested> nested = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            StepSpec spec = specs.get(i);
            Optional<StepFactory<?>> factory = unit.surroundings().catalogue().find(spec.type());
            if (factory.isPresent()) {
                nested.add(create(spec, outer.id() + "/" + spec.name().orElse(Integer.toString(i + 1)), factory.get()));
            } else {
                unit.faults()
                        .fault(
                                spec.place(),
                                spec.type().equals(UseConfig.TYPE)
                                        ? "expected a step, found 'use': write the steps of the policy out here"
                                        : unit.surroundings().catalogue().unknown(spec.type(), UseConfig.TYPE));
            }
        }
        return nested;
    }

    private Nested create(StepSpec spec, String id, StepFactory<?> factory) {
        Draft own = new Draft();
        StepScope.StepPlace place = new StepScope.StepPlace(
                outer.route(),
                outer.deadline(),
                id,
                spec.name().orElse(spec.type()),
                spec.type(),
                spec.settings(),
                outer.belowAuth(),
                outer.belowSharing());
        StepScope context = new StepScope(unit, place, scope, own);
        Optional<Compiled<Boolean>> when = spec.when().map(condition -> StepExpressions.when(condition, scope, unit));
        if (when.filter(Compiled::readsRequestBody).isPresent()) {
            context.holds(Direction.REQUEST, Long.MAX_VALUE);
        }
        when.ifPresent(condition -> own.read(condition.reads().inputs()));
        Nested nested = new Nested(
                spec.place(),
                spec.type(),
                place.name(),
                when.map(condition -> condition),
                new StepMaker(unit, place, context).create(factory).orElse(List.of()));
        if (spec.onError() == StepSpec.OnError.SKIP) {
            unit.faults().fault(spec.onErrorPlace(), "'" + spec.type() + "' takes no 'on-error: skip' here: remove it");
        }
        draft.include(own);
        return nested;
    }
}

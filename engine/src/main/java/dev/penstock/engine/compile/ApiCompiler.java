package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CallEndpoint;
import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.Pipeline;
import dev.penstock.engine.camel.RouteAssembly;
import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Compiles a pipeline file: records to stages, stages to Camel routes, once for each revision. Blocks; off the loops. */
public final class ApiCompiler {
    private final Surroundings surroundings;

    public ApiCompiler(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Looks for faults: creates all steps, starts nothing.
     *
     * @return the routes; none when there are faults
     */
    public List<Outline> check(Loaded loaded, Faults faults) {
        List<Outline> routes = new ArrayList<>();
        loaded.spec().ifPresent(spec -> {
            FileUnit unit = new FileUnit(loaded, spec, surroundings, faults, Optional.empty());
            List<RouteSteps> created = new ArrayList<>();
            for (RouteSpec route : spec.routes()) {
                RouteSteps steps = new RouteSteps(unit, route);
                boolean preflights =
                        Preflights.of(steps.create(), route.match()).isPresent();
                created.add(steps);
                routes.add(new Outline(Claim.of(spec, route), route.deadline(), steps.outline(), preflights));
            }
            OpenRoutes.warn(created, faults);
            VersionNotice.warn(unit);
            unit.releases().forEach(Runnable::run);
        });
        return faults.hasFaults() ? List.of() : routes;
    }

    /** Compiles and starts; empty when there are faults. */
    public Optional<Revision> compile(Loaded loaded, Faults faults) {
        if (loaded.spec().filter(spec -> spec.api().isEmpty()).isPresent()) {
            // Without a name there is nothing to compile, but more to find fault with.
            check(loaded, faults);
            return Optional.empty();
        }
        return loaded.spec().flatMap(spec -> compile(loaded, spec, faults));
    }

    private Optional<Revision> compile(Loaded loaded, ApiSpec spec, Faults faults) {
        DefaultCamelContext context = surroundings.contexts().create(spec.api());
        FileUnit unit = new FileUnit(loaded, spec, surroundings, faults, Optional.of(context));
        try {
            return compile(unit, loaded, context);
        } catch (RuntimeException failure) {
            unit.releases().forEach(Runnable::run);
            CamelContexts.stop(context);
            throw failure;
        }
    }

    private Optional<Revision> compile(FileUnit unit, Loaded loaded, DefaultCamelContext context) {
        ApiSpec spec = unit.spec();
        List<RouteSteps> created = new ArrayList<>();
        List<Revision.CompiledRoute> routes = new ArrayList<>();
        for (RouteSpec route : spec.routes()) {
            Claim claim = Claim.of(spec, route);
            if (!surroundings.rehearsal().wants(claim.name())) {
                routes.add(idle(claim, route, context));
                continue;
            }
            RouteSteps steps = new RouteSteps(unit, route);
            steps.create();
            created.add(steps);
        }
        OpenRoutes.warn(created, unit.faults());
        VersionNotice.warn(unit);
        if (unit.faults().hasFaults()) {
            unit.releases().forEach(Runnable::run);
            return Optional.empty();
        }
        List<RouteDefinition> definitions = new ArrayList<>();
        for (RouteSteps steps : created) {
            RouteAssembly assembly = new RouteAssembly(context, steps.spec().name());
            routes.add(compiled(spec, steps, assembly));
            definitions.addAll(assembly.routes());
        }
        CamelContexts.start(context, definitions);
        return Optional.of(
                new Revision(spec.api(), routes, loaded.files(), unit.upstreams(), context, unit.releases()));
    }

    private static Revision.CompiledRoute compiled(ApiSpec api, RouteSteps route, RouteAssembly assembly) {
        return new Revision.CompiledRoute(
                Claim.of(api, route.spec()),
                route.spec().deadline(),
                route.steps().stream().map(step -> step.site().step()).toList(),
                assembly.assemble(route.watched()),
                Preflights.of(route.steps(), route.spec().match()).map(assembly::assemble));
    }

    /** A route that no call comes to: it is there for who asks which routes there are. */
    private static Revision.CompiledRoute idle(Claim claim, RouteSpec route, DefaultCamelContext context) {
        Pipeline none = new Pipeline(new CallEndpoint(route.name(), context));
        return new Revision.CompiledRoute(claim, route.deadline(), List.of(), none, Optional.empty());
    }
}

package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Around;
import dev.penstock.sdk.Callout;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fork;
import dev.penstock.sdk.Send;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Turns the steps of one route into Camel's model: the route itself, and one more for what stands below each
 * {@code Around}.
 */
public final class RouteAssembly {
    /** A quote, which no route's name has. */
    private static final String BELOW = "'";

    private final CamelContext context;
    private final String name;
    private final List<RouteDefinition> routes = new ArrayList<>();

    /**
     * A step that was created.
     *
     * @param when the step is skipped where this is false
     * @param whenReadsBody whether that condition reads the body of the request
     */
    public record Compiled(Site site, Optional<Expression<Boolean>> when, boolean whenReadsBody, List<Stage> stages) {}

    /** @param name of the route, unique in the context */
    public RouteAssembly(CamelContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** Assembles the steps, top to bottom. */
    public Pipeline assemble(List<Compiled> steps) {
        return new Pipeline(begin(steps, 0));
    }

    /** The definitions to start, once assembled. */
    public List<RouteDefinition> routes() {
        return routes;
    }

    private CallEndpoint begin(List<Compiled> steps, int from) {
        String id = routes.isEmpty() ? name : name + BELOW + routes.size();
        CallEndpoint entry = new CallEndpoint(id, context);
        RouteDefinition route = new RouteDefinition();
        route.from(entry).routeId(id);
        routes.add(route);
        ProcessorDefinition<?> cursor = route;
        for (int i = from; i < steps.size(); i++) {
            Compiled step = steps.get(i);
            boolean around = step.stages().stream().anyMatch(Around.class::isInstance);
            if (step.whenReadsBody()) {
                cursor.process(new StepNode(step.site(), true, call -> Future.succeededFuture()));
            }
            if (step.when().isPresent() && !around) {
                cursor = cursor.filter(new When(step.when().get(), step.site()));
            }
            append(cursor, step, around ? begin(steps, i + 1) : null);
            if (around) {
                break;
            }
            if (step.when().isPresent()) {
                cursor = cursor.end();
            }
        }
        if (from >= steps.size()) {
            cursor.process(exchange -> {});
        }
        return entry;
    }

    /** The switch over the five stages. */
    private void append(ProcessorDefinition<?> cursor, Compiled step, CallEndpoint below) {
        boolean first = true;
        for (Stage stage : step.stages()) {
            if (stage instanceof Step verb) {
                cursor.process(new StepNode(step.site(), first, verb));
            } else if (stage instanceof Send send) {
                cursor.to(new UpstreamEndpoint(context, send.upstream(), step.site(), first));
            } else if (stage instanceof Around around) {
                cursor.process(new AroundNode(step.site(), first, unless(step.when(), around), below));
            } else if (stage instanceof Fork fork) {
                appendFork(cursor, step.site(), fork);
            } else if (stage instanceof Callout callout) {
                cursor.process(new CalloutNode(step.site(), first, callout));
            }
            first = false;
        }
    }

    private static Around unless(Optional<Expression<Boolean>> when, Around around) {
        return when.isEmpty()
                ? around
                : (call, rest) -> when.get().evaluate(call) ? around.apply(call, rest) : rest.run(call);
    }

    private static void appendFork(ProcessorDefinition<?> cursor, Site site, Fork fork) {
        MulticastDefinition multicast = cursor.multicast(new Branches.Collector())
                .parallelProcessing()
                .executorService(new Branches.LoopExecutor());
        fork.branches().forEach(branch -> multicast.process(new Branches.Branch(branch)));
        multicast.end();
        cursor.process(new Branches.Join(site));
    }

    /** {@code when}: a condition that cannot be told fails its step. */
    private record When(Expression<Boolean> condition, Site site) implements org.apache.camel.Predicate {
        @Override
        public boolean matches(Exchange exchange) {
            CallState call = (CallState) exchange.getIn().getBody();
            if (call.isAnswered()) {
                return false;
            }
            try {
                return condition.evaluate(call);
            } catch (RuntimeException failure) {
                call.fail(failure, site);
                exchange.setRouteStop(true);
                return false;
            }
        }
    }
}

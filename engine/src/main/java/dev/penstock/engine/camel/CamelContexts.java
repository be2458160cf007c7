package dev.penstock.engine.camel;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.FactoryFinderResolver;

/** Makes the one Camel context of a file's revision, with everything off that would cost or hand off to a thread. */
public final class CamelContexts {
    private final ClassLoader components;
    private final SharedFinders finders;

    /** @param components finds the components that callouts name */
    public CamelContexts(ClassLoader components) {
        this.components = components;
        this.finders = new SharedFinders(components);
    }

    /** A context that was not started. Blocks for some milliseconds. */
    public DefaultCamelContext create(String name) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.setApplicationContextClassLoader(components);
        context.getCamelContextExtension().setName(name);
        context.getCamelContextExtension().addContextPlugin(FactoryFinderResolver.class, finders);
        context.disableJMX();
        context.setStreamCaching(false);
        context.setMessageHistory(false);
        context.setSourceLocationEnabled(false);
        context.setBacklogTracing(false);
        context.setBacklogTracingStandby(false);
        context.setTracing(false);
        context.setAllowUseOriginalMessage(false);
        context.setAutowiredEnabled(false);
        context.setLoadTypeConverters(false);
        context.setTypeConverterStatisticsEnabled(false);
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
        context.getShutdownStrategy().setTimeout(1);
        return context;
    }

    /** Starts the routes. Blocks. */
    public static void start(DefaultCamelContext context, List<RouteDefinition> routes) {
        try {
            context.addRouteDefinitions(routes);
            context.start();
        } catch (Exception failure) {
            stop(context);
            throw new IllegalStateException("Camel could not start the routes of " + context.getName(), failure);
        }
    }

    /** Camel keeps the context that was started last in a static: lets go of it, by starting an empty one. Blocks. */
    public static void letGo() {
        DefaultCamelContext empty = new CamelContexts(CamelContexts.class.getClassLoader()).create("empty");
        start(empty, List.of());
        stop(empty);
    }

    /** Stops it. Blocks. */
    public static void stop(CamelContext context) {
        context.stop();
    }
}

package dev.penstock.sdk;

import java.util.List;

/**
 * The front door of a jar: what it brings, and the life of what it starts.
 *
 * <p>Named in {@code META-INF/services/dev.penstock.sdk.Plugin}; the class needs a public constructor without
 * arguments. One instance lives as long as its jar is loaded, over any number of reloads of pipeline files.
 *
 * <p>A jar that is dropped into the plugins folder has a class loader of its own, which sees the JDK, this package,
 * {@code io.vertx.core} and {@code org.slf4j}; all else that it needs it brings inside. Its manifest states the version
 * of the SDK that it was built against: {@code Penstock-Sdk: 0.1}.
 */
public interface Plugin {
    /** The step types of this jar. A type that another jar also brings is a fault of the newcomer. */
    List<StepFactory<?>> steps();

    /**
     * Called once, off the event loops, before the first step is created: the place to {@linkplain Host#offer offer} a
     * service. A throw leaves the jar out and is logged.
     */
    default void start(Host host) {}

    /** Called once, off the event loops, when no call runs through a step of this jar any more. */
    default void stop() {}
}

package dev.penstock.sdk;

import java.util.List;
import java.util.Optional;

/**
 * The front door of a jar: what it brings, and the life of what it starts.
 *
 * <p>Named in {@code META-INF/services/dev.penstock.sdk.Plugin}; the class needs a public constructor without
 * arguments. One instance lives as long as its jar is loaded, over any number of reloads of pipeline files.
 *
 * <p>A jar that is dropped into the plugins folder has a class loader of its own, which sees the JDK, this package,
 * {@code io.vertx.core} and {@code org.slf4j}; all else that it needs it brings inside. Its manifest states the version
 * of the SDK that it was built against, {@code Penstock-Sdk: 0.1}, and may state its own name,
 * {@code Penstock-Plugin: acme} (else that of the file), and {@code Implementation-Version}.
 *
 * <p>{@link #start}, {@link #stop} and {@link #trouble} run on a thread of their own, with the jar's class loader as its
 * context loader. A plugin that starts threads ends them in {@code stop}: a thread that runs on holds the classes of a jar
 * that is gone. Recurring timers and subscriptions that come from its {@link Host} end by themselves.
 */
public interface Plugin {
    /** The step types of this jar. A type that another jar also brings is a fault of the newcomer. */
    List<StepFactory<?>> steps();

    /**
     * Called once, off the event loops, before the first step is created: the place to {@linkplain Host#offer offer} a
     * service. A throw leaves the jar out as a fault, and so does one that takes longer than 10 s.
     */
    default void start(Host host) {}

    /**
     * Called once, off the event loops, when no call runs through a step of this jar any more; also after a
     * {@code start} that failed. A throw is logged; after 10 s nobody waits for it any more.
     */
    default void stop() {}

    /**
     * What keeps it from working as it should just now, in words for an operator and without secrets; empty: nothing.
     * Shown on {@code /routes} and as {@code penstock_plugin_up}; called whenever one of them is asked for, off the event
     * loops and on several threads at a time. One that throws, or takes longer than a second, has trouble.
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}

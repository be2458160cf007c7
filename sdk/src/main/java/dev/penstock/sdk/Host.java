package dev.penstock.sdk;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The gateway, as steps and plugins see it. Safe for use by any thread. */
public interface Host {
    /**
     * The time by which things age: freshness, tokens, quotas, what is written as {@code Date}. A test moves it; what
     * waits uses {@link Scheduler#after} instead.
     */
    InstantSource clock();

    /** Timers. */
    Scheduler scheduler();

    /** How many event loops carry calls: a step that keeps something warm for each of them makes this many. */
    default int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Fetches small documents, such as keys, in the background. */
    Fetcher fetcher();

    /** State that several gateways share where the gateway is told so, else this one's own. */
    SharedStore store();

    /** The pool of this name, with room for a thousand pieces of work that wait. */
    default Pool pool(String name, int threads) {
        return pool(name, threads, 1_000);
    }

    /**
     * The pool of this name, made on first use: the first caller decides.
     *
     * @param threads how many
     * @param waiting how many pieces of work may wait for one
     */
    Pool pool(String name, int threads, int waiting);

    /** The log of a plugin, under the name of its jar: {@code plugin.<name>}. */
    default System.Logger log() {
        return System.getLogger("plugin");
    }

    /** Counters and gauges of the metrics page. */
    Metrics metrics();

    /**
     * The object under this key, made on first use and kept over reloads: all state of a step that outlives a revision
     * lives in one of these, never in a static or in the step.
     *
     * <p>{@code fresh} is called once for a key, whichever threads ask together. The object is dropped with the jar whose
     * class it is of.
     *
     * @param key {@code <step type>:<what>}, such as {@code quota:shop/limited/quota}
     */
    <T> T state(String key, Class<T> type, Supplier<T> fresh);

    /** How much memory cached answers may take, all together: {@code cache: {memory}} of {@code penstock.yaml}. */
    default Size cacheMemory() {
        return new Size(128L << 20);
    }

    /**
     * Offers a service to other modules; it ends with the jar that offers it.
     *
     * @param type from the SDK
     * @throws IllegalStateException when another jar, or the gateway itself, offers it already
     */
    <T> void offer(Class<T> type, T service);

    /** The service of this type, if a module offers one. */
    <T> Optional<T> service(Class<T> type);
}

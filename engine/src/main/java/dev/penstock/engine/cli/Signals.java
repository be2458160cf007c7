package dev.penstock.engine.cli;

import java.lang.reflect.Proxy;

/**
 * What the JVM has no public word for: while its shutdown hooks run, it takes no notice of a further SIGTERM.
 *
 * <p>{@code sun.misc.Signal} (module {@code jdk.unsupported}, kept by JEP 260) is asked for by name: javac warns of it, and
 * nothing turns that warning off.
 */
final class Signals {
    private static final System.Logger LOG = System.getLogger(Signals.class.getName());

    /** 128 and the number of the signal, as shells count. */
    private static final int TERMINATED = 143;

    private Signals() {}

    /** From now on SIGTERM ends the process at once; on a JVM without such signals nothing changes. */
    static void endAtOnceWhenToldAgain() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halting = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        Runtime.getRuntime().halt(TERMINATED);
                        return null;
                    });
            Object term = signal.getConstructor(String.class).newInstance("TERM");
            signal.getMethod("handle", signal, handler).invoke(null, term, halting);
        } catch (ReflectiveOperationException none) {
            LOG.log(System.Logger.Level.DEBUG, "a second SIGTERM will be waited for like the first", none);
        }
    }
}

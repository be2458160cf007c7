package dev.penstock.plugins.script;

import dev.penstock.sdk.Place;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes realms: one JavaScript engine, kept as long as the plugin is loaded, and the watchdog that guards all that
 * runs in it.
 *
 * <p>The box. A realm has no host classes, no members of host objects, no files but its own modules, no network, threads, processes, other
 * languages or environment, and cannot compile text. The only host values in it are functions ({@link Exchange},
 * {@link Globals}) that take and give texts, numbers and bytes.
 */
final class Realms implements AutoCloseable {
    private static final Budget LOADING = new Budget(TimeUnit.SECONDS.toNanos(10), 256L << 20);

    private static final Pattern PLACE = Pattern.compile("^(\\w+: )/.*?:[0-9]+:[0-9]+ ");

    private final Engine engine = Engine.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.console", "false")
            .option("js.disable-eval", "true")
            .option("js.esm-eval-returns-exports", "true")
            .option("js.graal-builtin", "false")
            .option("js.java-package-globals", "false")
            .option("js.load", "false")
            .option("js.max-apply-argument-length", "65536")
            .option("js.max-typed-array-length", String.valueOf(16 << 20))
            .option("js.polyglot-builtin", "false")
            .option("js.print", "false")
            .option("js.shared-array-buffer", "false")
            .option("js.stack-trace-limit", "10")
            .option("js.string-length-limit", String.valueOf(16 << 20))
            .option("js.top-level-await", "false")
            .build();
    private final Prelude prelude = new Prelude();
    private final Watchdog watchdog = new Watchdog();
    private final Set<String> globals;

    /** Starts the engine and warms it; blocks, at first for a second or two. */
    Realms() {
        engine.getInstruments().get(BigIntBound.ID).lookup(BigIntBound.Service.class);
        try {
            Realm warm = create(Prelude.warmup(), true);
            Warmup.run(warm);
            globals = warm.globals();
            warm.close();
        } catch (LoadFault impossible) {
            throw new IllegalStateException(impossible.place() + ": " + impossible.getMessage(), impossible);
        }
    }

    /** The names that every realm has. */
    Set<String> globals() {
        return globals;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** A new realm, its module evaluated; blocks for some milliseconds. */
    Realm create(HookSource source) throws LoadFault {
        return create(source, BigIntBound.isUsedIn(source.files().values()));
    }

    private Realm create(HookSource source, boolean bigInts) throws LoadFault {
        if (BigIntBound.isTooLongIn(source.files().values())) {
            throw new LoadFault(source.place(), "expected numbers of at most 20000 digits, found a longer one");
        }
        ModuleFiles files = new ModuleFiles(source);
        Context context = Context.newBuilder("js")
                .engine(engine)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(name -> false)
                .allowIO(IOAccess.newBuilder().fileSystem(files).build())
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .build();
        Slice slice = new Slice(LOADING, () -> {
            Thread closing = new Thread(() -> context.close(true), "penstock-script-cancel");
            closing.setDaemon(true);
            closing.start();
        });
        Value[] hooks = new Value[1];
        try {
            watchdog.run(
                    slice,
                    () -> {
                        Value bind = prelude.evaluate(context, new Globals(source.name(), watchdog));
                        if (!bigInts) {
                            context.eval(BigIntBound.NONE);
                        }
                        hooks[0] = bind.execute(context.eval(source.entry()));
                    },
                    bytes -> {});
        } catch (PolyglotException broken) {
            LoadFault fault = fault(source, files, slice, broken);
            context.close(true);
            throw fault;
        }
        Realm realm = new Realm(context, hooks[0]);
        if (!slice.end()) {
            throw new LoadFault(source.place(), "expected a hook that loads within 10 s, found one that takes longer");
        }
        if (!realm.hasOnRequest() && !realm.hasOnResponse()) {
            realm.close();
            throw new LoadFault(source.place(), "expected a hook that exports onRequest or onResponse, found neither");
        }
        return realm;
    }

    @Override
    public void close() {
        watchdog.close();
        engine.close(true);
    }

    private static LoadFault fault(HookSource source, ModuleFiles files, Slice slice, PolyglotException broken) {
        if (!slice.end()) {
            return new LoadFault(source.place(), "expected a hook that loads within 10 s, found one that takes longer");
        }
        SourceSection at = broken.getSourceLocation();
        String file = at == null ? "" : files.name(at.getSource().getPath(), "");
        Place place = file.isEmpty() ? source.place() : new Place(file, at.getStartLine(), at.getStartColumn());
        return new LoadFault(place, firstLine(broken.getMessage()));
    }

    /** Without the places in it, which name files as only a realm does. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return PLACE.matcher(line).replaceFirst("$1");
    }
}

package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Loads hooks and makes their steps. */
final class ScriptFactory implements StepFactory<ScriptConfig> {
    private final Supplier<Realms> realms;

    /**
     * @param realms the engine, started when the first hook is loaded
     */
    ScriptFactory(Supplier<Realms> realms) {
        this.realms = realms;
    }

    @Override
    public String type() {
        return "script";
    }

    @Override
    public Class<ScriptConfig> settings() {
        return ScriptConfig.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("file");
    }

    @Override
    public List<Stage> create(ScriptConfig settings, StepContext context) {
        Budget budget = new Budget(settings.cpu().toNanos(), settings.heap().bytes());
        if (budget.cpuNanos() <= 0 || budget.heapBytes() <= 0) {
            context.fault(context.settings(), "expected a cpu and a heap above zero");
        }
        if (context.belowSharing()) {
            context.warn(
                    context.settings(),
                    "this script stands below a cache that has no 'key': what it makes of more than path and query goes to"
                            + " other callers too; add to that cache a 'key' of all that the script reads, or move the"
                            + " script above it");
        }
        Function<Call, String> config = config(settings, context);
        Optional<HookSource> source = source(settings, context);
        if (source.isEmpty()) {
            return List.of();
        }
        Host host = context.host();
        Hooks hooks = host.state("script:hooks", Hooks.class, Hooks::new);
        try {
            Hook hook = hooks.load(source.get(), realms, host.eventLoops());
            context.onClose(() -> hooks.release(hook));
            if (hook.hasOnRequest()) {
                context.writesUnseen();
            }
            Guard guard = new Guard(host, context.route(), context.id(), context.name());
            int threads = Math.max(4, host.eventLoops());
            Runner runner = new Runner(realms.get().watchdog(), host.pool("script", threads), budget, guard, config);
            return List.of(new ScriptStep(
                    hook, runner, context.mostHeld(Direction.REQUEST), context.mostHeld(Direction.RESPONSE)));
        } catch (LoadFault fault) {
            report(fault, source.get(), settings, context);
            return List.of();
        }
    }

    /** At the hook's own place in a file; an inline hook has none but the one where it is written. */
    private static void report(LoadFault fault, HookSource source, ScriptConfig settings, StepContext context) {
        Optional<Node> inline = settings.inline();
        if (inline.isEmpty()) {
            context.fault(fault.place(), fault.getMessage());
        } else {
            boolean placed = !fault.place().equals(source.place());
            String line = placed ? "line " + fault.place().line() + " of the hook: " : "";
            context.fault(inline.get(), line + fault.getMessage());
        }
    }

    private Optional<HookSource> source(ScriptConfig settings, StepContext context) {
        if (settings.file().isPresent() == settings.inline().isPresent()) {
            context.fault(
                    context.settings(),
                    "expected either file or inline, found " + (settings.file().isPresent() ? "both" : "neither"));
            return Optional.empty();
        }
        Node node = settings.file().or(settings::inline).orElseThrow();
        if (!(node instanceof Node.Scalar scalar)) {
            context.fault(node, "expected a text, found a list or a map");
            return Optional.empty();
        }
        HookReader reader = new HookReader(context, realms.get().globals());
        if (settings.inline().isPresent()) {
            return reader.inline(scalar);
        }
        Path file = context.file(scalar);
        return context.once(file, Read.class, () -> new Read(reader.file(scalar)))
                .source();
    }

    /** A hook's file is read once for all steps that name it, so that what is wrong with it is said once. */
    private record Read(Optional<HookSource> source) {}

    private static Function<Call, String> config(ScriptConfig settings, StepContext context) {
        if (settings.config().isEmpty()) {
            return call -> "{}";
        }
        Expression<Object> value = context.value(settings.config().get());
        return call -> Json.write(value.evaluate(call)).toString();
    }
}

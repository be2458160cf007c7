package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Loads hooks and makes their steps. */
final class ScriptFactory implements StepFactory<ScriptConfig> {
    private static final int LONGEST = 1 << 20;

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
            return List.of(new ScriptStep(hook, runner));
        } catch (LoadFault fault) {
            context.fault(at(settings, fault), fault.getMessage());
            return List.of();
        }
    }

    /** The hook's own place in a file; of an inline hook the place where it is written. */
    private static Place at(ScriptConfig settings, LoadFault fault) {
        return settings.inline().map(Node::place).orElseGet(fault::place);
    }

    private static Optional<HookSource> source(ScriptConfig settings, StepContext context) {
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
        String api = context.route().api();
        if (settings.inline().isPresent()) {
            Place place = node.place();
            return Optional.of(new HookSource(api, place.file() + ":" + place.line() + " inline", scalar.text()));
        }
        return read(context.file(node), node, context).map(text -> new HookSource(api, beside(node, scalar), text));
    }

    private static Optional<String> read(Path file, Node at, StepContext context) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LONGEST) {
                context.fault(at, "expected a hook of at most 1 MiB, found a longer one");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            context.fault(at, "expected a file of UTF-8 text that can be read");
            return Optional.empty();
        }
    }

    /** The hook's file as a user would name it: beside the file that names it. */
    private static String beside(Node node, Node.Scalar file) {
        Path folder = Path.of(node.place().file()).getParent();
        return folder == null
                ? file.text()
                : folder.resolve(file.text()).normalize().toString();
    }

    private static Function<Call, String> config(ScriptConfig settings, StepContext context) {
        if (settings.config().isEmpty()) {
            return call -> "{}";
        }
        Expression<Object> value = context.value(settings.config().get());
        return call -> Json.write(value.evaluate(call)).toString();
    }
}

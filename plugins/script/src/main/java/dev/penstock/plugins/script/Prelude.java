package dev.penstock.plugins.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The JavaScript that every realm starts with: the globals of a hook and the shapes of what it is given. Each file is a
 * function of one object through which the files share what they make.
 */
final class Prelude {
    private static final List<String> FILES = List.of(
            "bounds",
            "bounds-text",
            "webidl",
            "headers",
            "text",
            "url",
            "response",
            "console",
            "exchange",
            "context",
            "run",
            "globals");

    private final Source seed = Source.newBuilder(
                    "js",
                    "(host, watched) => ({__proto__: null, host, watched, globals: {__proto__: null}})",
                    "penstock")
            .buildLiteral();
    private final List<Source> sources = FILES.stream().map(Prelude::source).toList();

    /**
     * Makes the globals of a realm.
     *
     * @param host what the globals need of the gateway
     * @return the function from a hook module to its hooks, each a function of an {@link Exchange}
     */
    Value evaluate(Context context, ProxyExecutable host) {
        Value shared = context.eval(seed).execute(host, context.eval("js", "Symbol('watched')"));
        for (Source source : sources) {
            context.eval(source).executeVoid(shared);
        }
        return shared.getMember("bind");
    }

    /** A hook that does a little of everything. */
    static HookSource warmup() {
        return new HookSource("", "penstock:warmup", text("warmup"));
    }

    private static Source source(String name) {
        return Source.newBuilder("js", text(name), "penstock:" + name).buildLiteral();
    }

    private static String text(String name) {
        try (InputStream in = Prelude.class.getResourceAsStream("prelude/" + name + ".js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package dev.penstock.engine.expression;

import dev.penstock.sdk.Node;
import java.time.InstantSource;
import java.util.List;

/**
 * Compiles the values of pipeline files. One for a gateway, since its CEL environment is dear to make; thread-safe.
 *
 * <p>A method that finds a fault tells the sink and returns a stand-in, so that compilation can go on.
 */
public final class ExpressionCompiler {
    private final CelEnvironment cel;

    /**
     * Makes the CEL environment, which takes about a second the first time.
     *
     * @param clock tells {@code now()}
     */
    public ExpressionCompiler(InstantSource clock) {
        cel = new CelEnvironment(clock);
    }

    /** A bare CEL condition; a {@code ${…}} around it is taken too. Null counts as false. */
    public Compiled<Boolean> condition(Node node, Scope scope, FaultSink faults) {
        return new ValueCompiler(cel, scope, faults).condition(node);
    }

    /**
     * A value whose every {@code ${…}} that stands alone keeps its JSON type; maps and lists of any depth, keys as they
     * are. Where an expression below a key, or of an item, names what is left out, the key or item is left out. What it
     * evaluates to may be part of the call's own JSON and is not to be changed.
     */
    public Compiled<Object> value(Node node, Scope scope, FaultSink faults) {
        return new ValueCompiler(cel, scope, faults).value(node);
    }

    /** A text; what is inserted is written as text, maps and lists as JSON. */
    public Compiled<String> text(Node node, Scope scope, FaultSink faults) {
        return new ValueCompiler(cel, scope, faults).text(node, ValueCompiler.Use.TEXT);
    }

    /**
     * The texts before, between and after each {@code ${name}} of a text, one more than there are of these. The name
     * stands for something that is no text, so it is a fault anywhere else.
     */
    public List<Compiled<String>> around(Node node, String name, Scope scope, FaultSink faults) {
        FaultSink alone = (at, message) -> faults.fault(
                at,
                message.startsWith("expected a name that is known here, found '" + name + "'")
                        ? "expected ${" + name + "} by itself, found '" + name
                                + "' within an expression, where there are no bytes: close the expression before it"
                        : message);
        return new ValueCompiler(cel, scope, alone).around(node, name);
    }

    /** A text for a header field, which no control character is written in. */
    public Compiled<String> field(Node node, Scope scope, FaultSink faults) {
        return new ValueCompiler(cel, scope, faults).text(node, ValueCompiler.Use.FIELD);
    }

    /**
     * A text for a URL: of everything that is inserted all but the unreserved characters of RFC 3986 is
     * percent-encoded, and what would make a dot-segment of it is a problem.
     */
    public Compiled<String> url(Node node, Scope scope, FaultSink faults) {
        return new ValueCompiler(cel, scope, faults).text(node, ValueCompiler.Use.URL);
    }
}

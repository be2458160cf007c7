package dev.penstock.plugins.script;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.instrumentation.JSTags;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.Errors;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Source;

/**
 * Bounds the numbers of arbitrary length that operators make: what works on one of millions of digits cannot be stopped.
 *
 * <p>It looks at the operands of {@code **}, {@code *}, the shifts and comparisons before they are used, in modules that carry
 * {@link #MARK}: those of hooks with a BigInt in any of their files. Others pay nothing.
 */
final class BigIntBound extends TruffleInstrument {
    static final String ID = "penstock-bigint";

    /** Ends the text of a module whose operators are looked at. */
    static final String MARK = "\n//penstock:bigint";

    /** Leaves a realm without BigInts, where no module says that it uses them: none can be made then by another name. */
    static final Source NONE =
            Source.newBuilder("js", """
                    for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array']) delete globalThis[name];
                    for (const name of ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64']) delete DataView.prototype[name];
                    """, "penstock:no-bigints").buildLiteral();

    private static final int MOST_DIGITS = 20_000;
    private static final long MOST_BITS = 1 << 17;
    private static final String TOO_LONG =
            "expected BigInts of at most " + MOST_BITS + " bits, found one that would be longer";
    private static final String TOO_MANY =
            "expected a text of at most " + MOST_DIGITS + " characters beside a BigInt, found a longer one";
    private static final Pattern USE = Pattern.compile("BigInt|BigUint|\\b[0-9]\\w*n\\b");

    private static final Set<String> COMPARING = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Pattern LONG_LITERAL = Pattern.compile("\\b[0-9]\\w{20000}");

    /** What was looked up tells that the instrument is on. */
    static final class Service {}

    /** Looks at the operands of one operator. */
    private static final class Operands extends ExecutionEventNode {
        private final String operator;

        Operands(String operator) {
            this.operator = operator;
        }

        @Override
        protected void onInputValue(VirtualFrame frame, EventContext input, int at, Object value) {
            saveInputValue(frame, at, value);
            if (at == 1) {
                check(getSavedInputValues(frame)[0], value);
            }
        }

        private void check(Object first, Object second) {
            if (first instanceof BigInt left && second instanceof BigInt right) {
                if (bits(left, right) > MOST_BITS) {
                    throw Errors.createRangeError(TOO_LONG, this);
                }
            } else if (COMPARING.contains(operator)
                    && ((first instanceof BigInt && isLong(second)) || (second instanceof BigInt && isLong(first)))) {
                throw Errors.createRangeError(TOO_MANY, this);
            }
        }

        /** A text that would be read as a number to be compared. */
        private static boolean isLong(Object value) {
            return value instanceof TruffleString text
                    && text.byteLength(TruffleString.Encoding.UTF_16) > 2 * MOST_DIGITS;
        }

        private double bits(BigInt left, BigInt right) {
            double by = right.bigIntegerValue().doubleValue();
            return switch (operator) {
                case "*" -> (double) left.bitLength() + right.bitLength();
                case "**" -> Math.max(left.bitLength() - 1, 0) * by;
                case "<<" -> left.bitLength() + by;
                case ">>" -> left.bitLength() - by;
                default -> 0;
            };
        }
    }

    /** Whether the text has a BigInt in it, as far as letters tell. */
    static boolean isUsedIn(Collection<String> texts) {
        return texts.stream().anyMatch(text -> USE.matcher(text).find());
    }

    /** Whether a number in the text has more digits than one may have that is made of a text. */
    static boolean isTooLongIn(Collection<String> texts) {
        return texts.stream().anyMatch(text -> LONG_LITERAL.matcher(text).find());
    }

    @Override
    protected void onCreate(Env env) {
        SourceSectionFilter marked = SourceSectionFilter.newBuilder()
                .tagIs(JSTags.BinaryOperationTag.class)
                .sourceIs(source -> source.hasCharacters()
                        && source.getCharacters().toString().endsWith(MARK))
                .build();
        env.getInstrumenter()
                .attachExecutionEventFactory(
                        marked, SourceSectionFilter.ANY, context -> new Operands(operator(context)));
        env.registerService(new Service());
    }

    private static String operator(EventContext context) {
        Object node = ((InstrumentableNode) context.getInstrumentedNode()).getNodeObject();
        try {
            return InteropLibrary.getUncached()
                    .asString(InteropLibrary.getUncached().readMember(node, "operator"));
        } catch (InteropException unknown) {
            return "";
        }
    }
}

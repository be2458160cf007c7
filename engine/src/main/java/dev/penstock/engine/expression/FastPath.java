package dev.penstock.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.penstock.sdk.Call;
import java.util.List;
import java.util.Optional;

/**
 * What needs no CEL at run time: a look-up, a text or a number, or {@code default} of a look-up and one of these. Its
 * type is plain to see, so that the type check, which takes CEL a millisecond, is left out too.
 */
record FastPath(Source source, CelType type) {
    static Optional<FastPath> of(CelExpr expr, Scope scope) {
        Optional<Lookup> lookup = lookup(expr, scope);
        if (lookup.isPresent()) {
            return lookup.get().type().map(type -> new FastPath(lookup.get(), type));
        }
        if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            return constant(expr.constant());
        }
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL ? fallback(expr.call(), scope) : Optional.empty();
    }

    private static Optional<FastPath> constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> fixed(constant.stringValue(), SimpleType.STRING);
            case INT64_VALUE -> fixed(constant.int64Value(), SimpleType.INT);
            case DOUBLE_VALUE -> fixed(constant.doubleValue(), SimpleType.DOUBLE);
            case BOOLEAN_VALUE -> fixed(constant.booleanValue(), SimpleType.BOOL);
            default -> Optional.empty();
        };
    }

    private static Optional<FastPath> fixed(Object value, CelType type) {
        return Optional.of(new FastPath(call -> value, type));
    }

    private static Optional<FastPath> fallback(CelExpr.CelCall call, Scope scope) {
        List<CelExpr> arguments = call.args();
        if (!call.function().equals("default") || call.target().isPresent() || arguments.size() != 2) {
            return Optional.empty();
        }
        Optional<Lookup> value =
                lookup(arguments.get(0), scope).filter(each -> each.type().isPresent());
        Optional<Source> otherwise = of(arguments.get(1), scope).map(FastPath::source);
        return value.isEmpty() || otherwise.isEmpty()
                ? Optional.empty()
                : Optional.of(new FastPath(on -> choose(value.get(), otherwise.get(), on), SimpleType.DYN));
    }

    private static Object choose(Lookup value, Source otherwise, Call call) {
        Object found = value.readOrNull(call);
        return found == null ? otherwise.read(call) : found;
    }

    private static Optional<Lookup> lookup(CelExpr expr, Scope scope) {
        return Chain.of(expr)
                .filter(chain -> !chain.isTest())
                .flatMap(chain -> base(chain.name(), scope).map(base -> new Lookup(base, chain.steps())));
    }

    private static Optional<Base> base(String name, Scope scope) {
        return scope.find(name).<Base>map(slot -> slot).or(() -> Root.named(name));
    }
}

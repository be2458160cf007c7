package dev.penstock.engine.expression;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A name and the constant steps below it, as {@code body.items[0].id} has them.
 *
 * @param steps keys ({@code String}) and indices ({@code Long})
 * @param isTest whether it stands in {@code has(…)}
 */
record Chain(String name, List<Object> steps, boolean isTest) {
    /** The chain that this expression is, if it is one. */
    static Optional<Chain> of(CelExpr expr) {
        List<Object> steps = new ArrayList<>();
        boolean test =
                expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly();
        CelExpr at = expr;
        while (at.getKind() != CelExpr.ExprKind.Kind.IDENT) {
            if (at.getKind() == CelExpr.ExprKind.Kind.SELECT) {
                steps.add(at.select().field());
                at = at.select().operand();
            } else if (isIndex(at) && step(at.call().args().get(1)).isPresent()) {
                steps.add(step(at.call().args().get(1)).get());
                at = at.call().args().get(0);
            } else {
                return Optional.empty();
            }
        }
        Collections.reverse(steps);
        return Optional.of(new Chain(at.ident().name(), List.copyOf(steps), test));
    }

    static boolean isIndex(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL
                && expr.call().function().equals(Operator.INDEX.getFunction());
    }

    private static Optional<Object> step(CelExpr index) {
        if (index.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = index.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> Optional.of(constant.stringValue());
            case INT64_VALUE -> Optional.of(constant.int64Value());
            default -> Optional.empty();
        };
    }
}

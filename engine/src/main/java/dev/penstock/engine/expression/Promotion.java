package dev.penstock.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets an int and a double be compared by {@code ==}, {@code !=} and {@code in}, which CEL's type checker refuses where
 * both types are known: one side of such a comparison is made {@code dyn}, and CEL compares by value at run time.
 */
final class Promotion {
    private static final Pattern MIXED = Pattern.compile(
            "found no matching overload for '(_==_|_!=_|@in)' applied to '\\("
                    + "(int, double|double, int|int, list\\(double\\)|double, list\\(int\\)"
                    + "|list\\(int\\), list\\(double\\)|list\\(double\\), list\\(int\\))\\)'.*",
            Pattern.DOTALL);

    private Promotion() {}

    static CelValidationResult check(CelEnvironment cel, CelAbstractSyntaxTree parsed, Scope scope) {
        CelValidationResult first = cel.check(parsed, scope);
        Set<Long> mixed = new HashSet<>();
        for (CelIssue issue : first.getErrors()) {
            if (MIXED.matcher(issue.getMessage()).matches()) {
                mixed.add(issue.getExprId());
            }
        }
        return mixed.isEmpty() ? first : cel.check(softened(parsed, mixed), scope);
    }

    private static CelAbstractSyntaxTree softened(CelAbstractSyntaxTree parsed, Set<Long> comparisons) {
        CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
        List<CelNavigableMutableExpr> nodes =
                CelNavigableMutableAst.fromAst(tree).getRoot().allNodes().toList();
        long id = nodes.stream().mapToLong(CelNavigableMutableExpr::maxId).max().orElse(0);
        for (CelNavigableMutableExpr node : nodes) {
            if (comparisons.contains(node.id()) && node.getKind() == CelExpr.ExprKind.Kind.CALL) {
                CelMutableCall comparison = node.expr().call();
                CelMutableCall soft =
                        CelMutableCall.create("dyn", comparison.args().get(0));
                comparison.setArg(0, CelMutableExpr.ofCall(++id, soft));
            }
        }
        return tree.toParsedAst();
    }
}

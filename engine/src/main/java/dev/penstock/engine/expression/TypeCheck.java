package dev.penstock.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableComprehension;
import dev.cel.common.ast.CelMutableExpr.CelMutableSelect;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * CEL's type check of a tree that is first made to mean what the language says.
 *
 * <ul>
 *   <li>{@code header['x-user']} becomes a member, as {@code header.x} is one: then it is looked up like one, and what is
 *       left of {@code […]} has a key that comes from the call and is no business of a problem's text.
 *   <li>The items of {@code sortBy}, which CEL takes for the pairs that this macro sorts by, become {@code dyn}; those of
 *       {@code take} and its like, too: where the list is {@code dyn}, CEL leaves their type open, and {@code x * x} would
 *       settle it as the first type that can be multiplied.
 *   <li>An int and a double under {@code ==}, {@code !=} and {@code in}, which CEL refuses where both types are known
 *       and compares by value at run time: one of them becomes {@code dyn}.
 *   <li>What a macro walks becomes {@code @loop(range, nodes)}, so that the walk is paid for: {@link MeteredFunctions}.
 * </ul>
 */
final class TypeCheck {
    private static final Set<String> GENERIC =
            Set.of("lists.@sortByAssociatedKeys", "take", "sort", "slice", "reverse", "distinct", "flatten");
    private static final Pattern MIXED = Pattern.compile(
            "found no matching overload for '(_==_|_!=_|@in)' applied to '\\("
                    + "(int, double|double, int|int, list\\(double\\)|double, list\\(int\\)"
                    + "|list\\(int\\), list\\(double\\)|list\\(double\\), list\\(int\\))\\)'.*",
            Pattern.DOTALL);

    private final CelEnvironment cel;
    private final Scope scope;

    TypeCheck(CelEnvironment cel, Scope scope) {
        this.cel = cel;
        this.scope = scope;
    }

    CelValidationResult of(CelAbstractSyntaxTree parsed) {
        CelAbstractSyntaxTree tree = rewritten(parsed, TypeCheck::isMember, TypeCheck::select);
        tree = rewritten(tree, call -> GENERIC.contains(call.expr().call().function()), TypeCheck::soften);
        CelValidationResult first = cel.check(tree, scope);
        Set<Long> mixed = new HashSet<>();
        for (CelIssue issue : first.getErrors()) {
            if (MIXED.matcher(issue.getMessage()).matches()) {
                mixed.add(issue.getExprId());
            }
        }
        if (!mixed.isEmpty()) {
            tree = rewritten(tree, call -> mixed.contains(call.id()), TypeCheck::softenFirst);
            first = cel.check(tree, scope);
        }
        CelAbstractSyntaxTree paid = first.hasError() ? tree : paid(tree);
        return paid == tree ? first : cel.check(paid, scope);
    }

    /** A round costs what stands in the macro; macros within it are counted once, and pay for their own rounds. */
    private static CelAbstractSyntaxTree paid(CelAbstractSyntaxTree parsed) {
        CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
        List<CelNavigableMutableExpr> nodes =
                CelNavigableMutableAst.fromAst(tree).getRoot().allNodes().toList();
        IdentityHashMap<CelMutableComprehension, Long> folds = new IdentityHashMap<>();
        nodes.stream()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
                .forEach(node -> folds.put(
                        node.expr().comprehension(), node.descendants().count()));
        if (folds.isEmpty()) {
            return parsed;
        }
        long id = nodes.stream().mapToLong(CelNavigableMutableExpr::maxId).max().orElse(0);
        for (Map.Entry<CelMutableComprehension, Long> fold : folds.entrySet()) {
            CelMutableExpr cost = CelMutableExpr.ofConstant(++id, CelConstant.ofValue(fold.getValue()));
            CelMutableExpr range = fold.getKey().iterRange();
            fold.getKey()
                    .setIterRange(
                            CelMutableExpr.ofCall(++id, CelMutableCall.create(MeteredFunctions.LOOP, range, cost)));
        }
        return tree.toParsedAst();
    }

    /** Changes a call in place; what moves below it keeps its nodes, so that nested calls are changed as well. */
    @FunctionalInterface
    private interface Rewrite {
        void apply(CelMutableExpr call, long freshId);
    }

    private static CelAbstractSyntaxTree rewritten(
            CelAbstractSyntaxTree parsed, Predicate<CelNavigableMutableExpr> which, Rewrite rewrite) {
        CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
        List<CelNavigableMutableExpr> nodes =
                CelNavigableMutableAst.fromAst(tree).getRoot().allNodes().toList();
        List<CelNavigableMutableExpr> calls = nodes.stream()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
                .filter(which)
                .toList();
        if (calls.isEmpty()) {
            return parsed;
        }
        long id = nodes.stream().mapToLong(CelNavigableMutableExpr::maxId).max().orElse(0);
        for (CelNavigableMutableExpr call : calls) {
            rewrite.apply(call.expr(), ++id);
        }
        return tree.toParsedAst();
    }

    private static boolean isMember(CelNavigableMutableExpr node) {
        CelMutableCall call = node.expr().call();
        return call.function().equals(Operator.INDEX.getFunction())
                && call.args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && call.args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static void select(CelMutableExpr index, long freshId) {
        List<CelMutableExpr> operands = index.call().args();
        index.setSelect(CelMutableSelect.create(
                operands.get(0), operands.get(1).constant().stringValue()));
    }

    private static void soften(CelMutableExpr call, long freshId) {
        CelMutableExpr moved = CelMutableExpr.ofCall(call.id(), call.call());
        call.setId(freshId);
        call.setCall(CelMutableCall.create("dyn", moved));
    }

    private static void softenFirst(CelMutableExpr comparison, long freshId) {
        CelMutableCall call = comparison.call();
        call.setArg(
                0,
                CelMutableExpr.ofCall(
                        freshId, CelMutableCall.create("dyn", call.args().get(0))));
    }
}

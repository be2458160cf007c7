package dev.penstock.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Walks a parsed expression: finds the names that it reads, and those that nobody knows. */
final class Analysis {
    /** What is wrong, and with which part of the expression. */
    record Finding(long exprId, String message) {}

    private static final Set<String> NAMESPACES = Set.of("strings", "lists", "math", "base64", "google");
    private static final int MAX_NESTING = 4;

    private final Scope scope;
    private final Set<String> roots = new TreeSet<>();
    private final Set<String> headers = new TreeSet<>();
    private final Set<DeclaredSlot> slots = new LinkedHashSet<>();
    private final Set<DeclaredSlot> nulling = new LinkedHashSet<>();
    private final Set<Lookup> lookups = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean responseBody;
    private boolean clock;
    private int nesting;

    private Analysis(Scope scope) {
        this.scope = scope;
    }

    static Analysis of(CelExpr expr, Scope scope) {
        Analysis analysis = new Analysis(scope);
        analysis.visit(expr, Set.of(), false);
        return analysis;
    }

    Reads reads() {
        return new Reads(roots, headers, Inputs.of(lookups), responseBody);
    }

    Set<DeclaredSlot> slots() {
        return slots;
    }

    /** Declared names that make the expression null when they are: those that it reads below, outside {@code default}. */
    Set<DeclaredSlot> nulling() {
        return nulling;
    }

    /** What it reads, as it writes it. */
    List<String> chains() {
        return lookups.stream().map(Lookup::toString).distinct().toList();
    }

    List<Finding> findings() {
        return findings;
    }

    boolean isConstant() {
        return roots.isEmpty() && slots.isEmpty() && !clock;
    }

    /**
     * @param locals the variables of the macros around
     * @param guarded whether {@code default} stands around
     */
    private void visit(CelExpr expr, Set<String> locals, boolean guarded) {
        Optional<Chain> chain = Chain.of(expr);
        if (chain.isPresent()) {
            if (!locals.contains(chain.get().name())) {
                read(chain.get(), expr.id(), guarded);
            }
            return;
        }
        switch (expr.getKind()) {
            case SELECT -> visit(expr.select().operand(), locals, guarded);
            case CALL -> visitCall(expr, locals, guarded);
            case LIST -> expr.list().elements().forEach(item -> visit(item, locals, guarded));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    visit(entry.key(), locals, guarded);
                    visit(entry.value(), locals, guarded);
                });
            case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value(), locals, guarded));
            case COMPREHENSION -> visitFold(expr, locals, guarded);
            default -> {}
        }
    }

    private void visitCall(CelExpr expr, Set<String> locals, boolean guarded) {
        CelExpr.CelCall call = expr.call();
        List<CelExpr> arguments = call.args();
        call.target().filter(target -> !isNamespace(target)).ifPresent(target -> visit(target, locals, guarded));
        clock |= call.function().equals("now");
        if (call.function().equals("inCidr") && arguments.size() == 2) {
            checkRanges(arguments.get(1));
        }
        boolean isDefault = call.function().equals("default") && call.target().isEmpty();
        for (int i = 0; i < arguments.size(); i++) {
            visit(arguments.get(i), locals, guarded || (isDefault && i == 0));
        }
    }

    private void visitFold(CelExpr expr, Set<String> locals, boolean guarded) {
        CelExpr.CelComprehension fold = expr.comprehension();
        visit(fold.iterRange(), locals, guarded);
        visit(fold.accuInit(), locals, guarded);
        Set<String> inner = new HashSet<>(locals);
        inner.add(fold.iterVar());
        inner.add(fold.iterVar2());
        inner.add(fold.accuVar());
        if (++nesting == MAX_NESTING + 1) {
            find(expr.id(), "expected macros such as map at most " + MAX_NESTING + " deep, found more");
        }
        visit(fold.loopCondition(), inner, guarded);
        visit(fold.loopStep(), inner, guarded);
        visit(fold.result(), inner, guarded);
        nesting--;
    }

    private static boolean isNamespace(CelExpr target) {
        return target.getKind() == CelExpr.ExprKind.Kind.IDENT
                && NAMESPACES.contains(target.ident().name());
    }

    private void read(Chain chain, long exprId, boolean guarded) {
        String name = chain.name().startsWith(".") ? chain.name().substring(1) : chain.name();
        Optional<DeclaredSlot> slot = scope.find(name);
        if (slot.isPresent()) {
            slots.add(slot.get());
            lookups.add(new Lookup(slot.get(), chain.steps()));
            if (!guarded && !chain.steps().isEmpty()) {
                nulling.add(slot.get());
            }
            return;
        }
        Optional<Root> root = Root.named(name);
        if (root.isPresent()) {
            roots.add(name);
            lookups.add(new Lookup(root.get(), chain.steps()));
            readRoot(root.get(), chain.steps(), exprId);
        } else if (!Scope.isReserved(name)) {
            Set<String> known = new TreeSet<>(Root.names());
            known.addAll(scope.visible().keySet());
            find(exprId, "expected a name that is known here, found '" + name + "'" + Names.mend(name, known));
        }
    }

    private void readRoot(Root root, List<Object> steps, long exprId) {
        Object first = steps.isEmpty() ? null : steps.get(0);
        responseBody |= root == Root.RESPONSE && (first == null || first.equals("body"));
        if (root == Root.HEADER) {
            headers.add(first instanceof String name ? name.toLowerCase(Locale.ROOT) : "*");
        }
        if (!(first instanceof String member)) {
            return;
        }
        if (!root.members().isEmpty() && !root.members().containsKey(member)) {
            find(
                    exprId,
                    "expected a member of " + root.baseName() + ", found '" + member + "'"
                            + Names.mend(member, root.members().keySet()));
        }
        if (root == Root.PATH && !scope.pathParameters().contains(member)) {
            find(
                    exprId,
                    "expected a parameter of the route's match, found 'path." + member + "'"
                            + Names.mend(member, scope.pathParameters()));
        }
    }

    /** Ranges that are written down are read now, so that a mistake is a fault of the file. */
    private void checkRanges(CelExpr ranges) {
        if (ranges.getKind() == CelExpr.ExprKind.Kind.LIST) {
            ranges.list().elements().forEach(this::checkRanges);
        } else if (ranges.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && ranges.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            try {
                Cidr.parse(ranges.constant().stringValue());
            } catch (IllegalArgumentException malformed) {
                find(ranges.id(), malformed.getMessage());
            }
        }
    }

    private void find(long exprId, String message) {
        findings.add(new Finding(exprId, message));
    }
}

package dev.penstock.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Compiles the CEL of one {@code ${…}} or condition. */
final class SnippetCompiler {
    private final CelEnvironment cel;
    private final Scope scope;
    private final FaultSink faults;

    SnippetCompiler(CelEnvironment cel, Scope scope, FaultSink faults) {
        this.cel = cel;
        this.scope = scope;
        this.faults = faults;
    }

    /**
     * Compiles one expression; empty when there was a fault.
     *
     * @param offset where the CEL begins in the text of the spot
     */
    Optional<Snippet> compile(String source, Spot spot, int offset) {
        if (source.isBlank()) {
            faults.fault(spot.at(offset), "expected a CEL expression, found nothing");
            return Optional.empty();
        }
        if (source.length() > CelEnvironment.MAX_LENGTH) {
            faults.fault(
                    spot.at(offset),
                    "expected a CEL expression of at most " + CelEnvironment.MAX_LENGTH + " characters, found "
                            + source.length());
            return Optional.empty();
        }
        return parse(source, spot, offset).flatMap(parsed -> check(parsed, spot, offset));
    }

    private Optional<CelAbstractSyntaxTree> parse(String source, Spot spot, int offset) {
        return tree(cel.parse(source), spot, offset);
    }

    private Optional<Snippet> check(CelAbstractSyntaxTree parsed, Spot spot, int offset) {
        Analysis analysis = Analysis.of(parsed.getExpr(), scope);
        if (!analysis.findings().isEmpty()) {
            Map<String, Place> once = new LinkedHashMap<>();
            for (Analysis.Finding finding : analysis.findings()) {
                int column = parsed.getSource().getPositionsMap().getOrDefault(finding.exprId(), 0);
                once.putIfAbsent(finding.message(), spot.at(offset + column));
            }
            once.forEach((message, place) -> faults.fault(place, message));
            return Optional.empty();
        }
        return tree(Promotion.check(cel, parsed, scope), spot, offset)
                .flatMap(checked -> plan(parsed.getExpr(), checked, analysis, spot.at(offset)));
    }

    private Optional<CelAbstractSyntaxTree> tree(CelValidationResult result, Spot spot, int offset) {
        if (!result.hasError()) {
            try {
                return Optional.of(result.getAst());
            } catch (CelValidationException impossible) {
                throw new IllegalStateException("a result without errors has a tree", impossible);
            }
        }
        CelIssue first = result.getErrors().stream()
                .min(Comparator.comparing(CelIssue::getSourceLocation))
                .orElseThrow();
        CelSourceLocation location = first.getSourceLocation();
        boolean onLine = location.getLine() == 1 && location.getColumn() >= 0;
        faults.fault(
                spot.at(offset + (onLine ? location.getColumn() : 0)),
                "expected a CEL expression, found " + Messages.of(first.getMessage()));
        return Optional.empty();
    }

    private Optional<Snippet> plan(CelExpr expr, CelAbstractSyntaxTree checked, Analysis analysis, Place place) {
        Snippet.Label label = label(analysis);
        Source source;
        try {
            source = fast(expr).orElse(null);
            source = source != null ? source : new CelSource(cel.plan(checked), bases(analysis), label);
            Object constant = analysis.isConstant() ? source.read(null) : null;
            source = analysis.isConstant() ? call -> constant : source;
        } catch (CelEvaluationException | Problem failure) {
            faults.fault(place, "expected a CEL expression that can be computed, found one that always fails");
            return Optional.empty();
        }
        return Optional.of(new Snippet(
                source,
                label,
                analysis.reads(),
                analysis.slots(),
                analysis.nulling(),
                checked.getResultType(),
                analysis.isConstant()));
    }

    /** What needs no CEL at run time: a look-up, or {@code default} of one and another or a constant. */
    private Optional<Source> fast(CelExpr expr) {
        Optional<Lookup> lookup = lookup(expr);
        if (lookup.isPresent()) {
            return Optional.of(lookup.get());
        }
        if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            Object value = constant(expr);
            return Optional.of(call -> value);
        }
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL
                || !expr.call().function().equals("default")
                || expr.call().target().isPresent()) {
            return Optional.empty();
        }
        Optional<Lookup> value = lookup(expr.call().args().get(0));
        Optional<Source> otherwise = fast(expr.call().args().get(1));
        return value.isEmpty() || otherwise.isEmpty()
                ? Optional.empty()
                : Optional.of(call -> orElse(value.get(), otherwise.get(), call));
    }

    private static Object orElse(Lookup value, Source otherwise, Call call) {
        Object found;
        try {
            found = value.read(call);
        } catch (Absent absent) {
            found = null;
        }
        return found == null ? otherwise.read(call) : found;
    }

    private static Object constant(CelExpr expr) {
        CelConstant constant = expr.constant();
        return Values.plain(
                switch (constant.getKind()) {
                    case BOOLEAN_VALUE -> constant.booleanValue();
                    case INT64_VALUE -> constant.int64Value();
                    case UINT64_VALUE -> constant.uint64Value();
                    case DOUBLE_VALUE -> constant.doubleValue();
                    case STRING_VALUE -> constant.stringValue();
                    case BYTES_VALUE -> constant.bytesValue();
                    default -> null;
                });
    }

    private Optional<Lookup> lookup(CelExpr expr) {
        return Chain.of(expr)
                .filter(chain -> !chain.isTest())
                .flatMap(chain -> base(chain.name()).map(base -> new Lookup(base, chain.steps())));
    }

    private Optional<Base> base(String name) {
        return scope.find(name).<Base>map(slot -> slot).or(() -> Root.named(name));
    }

    private static Map<String, Base> bases(Analysis analysis) {
        Map<String, Base> bases = new HashMap<>();
        analysis.slots().forEach(slot -> bases.put(slot.name(), slot));
        analysis.reads()
                .roots()
                .forEach(name -> bases.put(name, Root.named(name).orElseThrow()));
        return bases;
    }

    /** Who is to blame when values do not fit: an answer if one is read, else the client if anything of its is. */
    private static Snippet.Label label(Analysis analysis) {
        boolean answer = !analysis.slots().isEmpty() || analysis.reads().response();
        Problem.Kind kind = answer
                ? Problem.Kind.UPSTREAM_FAILED
                : analysis.reads().roots().isEmpty() ? Problem.Kind.STEP_FAILED : Problem.Kind.MALFORMED;
        String text = analysis.chains().isEmpty() ? "an expression" : String.join(", ", analysis.chains());
        return new Snippet.Label(text, kind);
    }
}

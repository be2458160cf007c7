package dev.penstock.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
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
        return tree(cel.parse(source), Map.of(), spot, offset).flatMap(parsed -> check(parsed, spot, offset));
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
        Snippet.Label label = label(analysis);
        Optional<FastPath> fast = FastPath.of(parsed.getExpr(), scope);
        if (fast.isPresent()) {
            return Optional.of(snippet(fast.get().source(), fast.get().type(), analysis, label));
        }
        Map<Long, Integer> positions = parsed.getSource().getPositionsMap();
        return tree(new TypeCheck(cel, scope).of(parsed), positions, spot, offset)
                .flatMap(checked -> plan(checked, analysis, label, spot.at(offset)));
    }

    /** @param positions by the id of an expression, where the tree itself has lost them */
    private Optional<CelAbstractSyntaxTree> tree(
            CelValidationResult result, Map<Long, Integer> positions, Spot spot, int offset) {
        if (!result.hasError()) {
            try {
                return Optional.of(result.getAst());
            } catch (CelValidationException impossible) {
                throw new IllegalStateException("a result without errors has a tree", impossible);
            }
        }
        CelIssue first = result.getErrors().stream()
                .min(Comparator.comparingInt(issue -> column(issue, positions)))
                .orElseThrow();
        faults.fault(
                spot.at(offset + column(first, positions)),
                "expected a CEL expression, found "
                        + Messages.of(first.getMessage()).replaceFirst("^found ", ""));
        return Optional.empty();
    }

    private static int column(CelIssue issue, Map<Long, Integer> positions) {
        CelSourceLocation location = issue.getSourceLocation();
        boolean onLine = location.getLine() == 1 && location.getColumn() >= 0;
        return positions.getOrDefault(issue.getExprId(), onLine ? location.getColumn() : 0);
    }

    private Optional<Snippet> plan(CelAbstractSyntaxTree checked, Analysis analysis, Snippet.Label label, Place place) {
        try {
            Source source = new CelSource(cel, cel.plan(checked), bases(analysis), label);
            if (analysis.isConstant()) {
                Object constant = source.read(null);
                source = call -> constant;
            }
            return Optional.of(snippet(source, checked.getResultType(), analysis, label));
        } catch (CelEvaluationException | Problem failure) {
            faults.fault(place, "expected a CEL expression that can be computed, found one that always fails");
            return Optional.empty();
        }
    }

    private static Snippet snippet(Source source, CelType type, Analysis analysis, Snippet.Label label) {
        return new Snippet(
                source, label, analysis.reads(), analysis.slots(), analysis.nulling(), type, analysis.isConstant());
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

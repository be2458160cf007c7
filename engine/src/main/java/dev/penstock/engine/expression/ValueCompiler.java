package dev.penstock.engine.expression;

import dev.cel.common.types.CelKind;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compiles one value: finds its expressions, and puts what they evaluate to together. */
final class ValueCompiler {
    /** What a text is for. */
    enum Use {
        TEXT,
        URL,
        FIELD
    }

    private final FaultSink faults;
    private final SnippetCompiler snippets;

    ValueCompiler(CelEnvironment cel, Scope scope, FaultSink faults) {
        this.faults = faults;
        this.snippets = new SnippetCompiler(cel, scope, faults);
    }

    Compiled<Boolean> condition(Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
            faults.fault(node.place(), "expected a condition such as has(query.lang), found " + kind(node));
            return Plan.constant(false);
        }
        Spot spot = Spot.of(scalar);
        return bare(scalar, spot)
                .flatMap(piece -> snippets.compile(piece.text(), spot, piece.offset()))
                .filter(snippet -> isCondition(snippet, spot))
                .map(snippet -> plan(snippet, call -> truth(snippet, call)))
                .orElse(Plan.constant(false));
    }

    /** The CEL of a condition. */
    private Optional<Template.Piece> bare(Node.Scalar scalar, Spot spot) {
        String text = scalar.text();
        if (!text.startsWith("${")) {
            return Optional.of(new Template.Piece(true, text, 0));
        }
        Optional<Template> template = template(text, spot);
        if (template.isPresent() && template.get().whole().isEmpty()) {
            faults.fault(spot.at(0), "expected one condition, found more around a ${…}: write it without ${ and }");
        }
        return template.flatMap(Template::whole);
    }

    private boolean isCondition(Snippet snippet, Spot spot) {
        CelKind kind = snippet.type().kind();
        boolean fits = kind == CelKind.BOOL || kind == CelKind.DYN;
        if (!fits) {
            faults.fault(
                    spot.at(0),
                    Messages.of("expected a condition (bool), found an expression of type "
                            + snippet.type().name()));
        }
        return fits;
    }

    private static boolean truth(Snippet snippet, Call call) {
        Object value = snippet.evaluate(call);
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value == null) {
            return false;
        }
        throw snippet.label()
                .problem("expected true or false of " + snippet.label().text() + ", found neither", null);
    }

    Compiled<Object> value(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return MapPlan.of(members(mapping));
        }
        if (node instanceof Node.Sequence sequence) {
            return ListPlan.of(sequence.items().stream().map(this::value).toList());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        if (!(scalar.value() instanceof String text)) {
            return Plan.constant(scalar.value());
        }
        Spot spot = Spot.of(scalar);
        Optional<Template> template = template(text, spot);
        if (template.isEmpty()) {
            return Plan.constant(null);
        }
        return template.get()
                .whole()
                .map(piece -> snippets.compile(piece.text(), spot, piece.offset())
                        .map(snippet -> plan(snippet, snippet::evaluate))
                        .orElse(Plan.constant(null)))
                .orElseGet(() -> joined(template.get(), spot, Use.TEXT).asValue());
    }

    private List<MapPlan.Member> members(Node.Mapping mapping) {
        List<MapPlan.Member> members = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            Optional<Template> key = template(entry.key(), new Spot(entry.place(), false));
            if (key.isPresent() && !key.get().isLiteral()) {
                faults.fault(entry.place(), "expected a fixed key, found '" + entry.key() + "': write $${ for ${");
            }
            members.add(new MapPlan.Member(
                    key.filter(Template::isLiteral).map(Template::literal).orElse(entry.key()), value(entry.value())));
        }
        return members;
    }

    Compiled<String> text(Node node, Use use) {
        if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
            faults.fault(node.place(), "expected a text, found " + kind(node));
            return Plan.constant("");
        }
        Spot spot = Spot.of(scalar);
        if (!(scalar.value() instanceof String text)) {
            return Plan.constant(scalar.text());
        }
        return template(text, spot)
                .filter(template -> use == Use.TEXT || isPrintable(template, spot, use))
                .map(template -> text(joined(template, spot, use), spot))
                .orElse(Plan.constant(null));
    }

    /** The texts before, between and after the places of a name that stands for no text. */
    List<Compiled<String>> around(Node node, String name) {
        if (!(node instanceof Node.Scalar scalar) || !(scalar.value() instanceof String text)) {
            return List.of(text(node, Use.TEXT));
        }
        Spot spot = Spot.of(scalar);
        List<Compiled<String>> texts = new ArrayList<>();
        List<Template.Piece> since = new ArrayList<>();
        for (Template.Piece piece : template(text, spot).map(Template::pieces).orElse(List.of())) {
            if (piece.isExpression() && piece.text().strip().equals(name)) {
                texts.add(text(joined(new Template(since), spot, Use.TEXT), spot));
                since.clear();
            } else {
                since.add(piece);
            }
        }
        texts.add(text(joined(new Template(since), spot, Use.TEXT), spot));
        return texts;
    }

    /** What a field or a URL is written as; what is inserted is not looked at. */
    private boolean isPrintable(Template template, Spot spot, Use use) {
        boolean printable =
                template.pieces().stream().allMatch(piece -> piece.isExpression() || Fields.isValue(piece.text()));
        if (!printable) {
            faults.fault(
                    spot.at(0),
                    "expected a " + (use == Use.URL ? "URL" : "header value")
                            + " without line breaks and other control characters, found one with them: remove them");
        }
        return printable;
    }

    /** What is the same for every call is made now, where a fault still has a place. */
    private Plan<String> text(TextPlan joined, Spot spot) {
        try {
            return joined.asText();
        } catch (Problem climbs) {
            faults.fault(spot.at(0), climbs.detail() + ": write the path that is meant");
            return Plan.constant(null);
        }
    }

    private TextPlan joined(Template template, Spot spot, Use use) {
        List<Object> parts = new ArrayList<>();
        for (Template.Piece piece : template.pieces()) {
            if (!piece.isExpression()) {
                parts.add(piece.text());
                continue;
            }
            Optional<Snippet> snippet = snippets.compile(piece.text(), spot, piece.offset());
            if (snippet.isPresent()
                    && snippet.get().isConstant()
                    && snippet.get().evaluate(null) == null) {
                faults.fault(spot.at(piece.offset()), "expected a value inside the text, found null");
            } else {
                snippet.ifPresent(parts::add);
            }
        }
        return new TextPlan(parts, use == Use.URL);
    }

    private Optional<Template> template(String text, Spot spot) {
        try {
            return Optional.of(Template.parse(text));
        } catch (Template.Unclosed unclosed) {
            faults.fault(
                    spot.at(unclosed.offset),
                    "expected a } that closes the ${, found none: look for an open quote, or write $${ for a literal ${");
            return Optional.empty();
        }
    }

    private static <T> Plan<T> plan(Snippet snippet, Function<Call, T> code) {
        return new Plan<>(code, snippet.reads(), Set.copyOf(snippet.slots()), snippet.isConstant(), false);
    }

    private static String kind(Node node) {
        return node instanceof Node.Mapping ? "a map" : node instanceof Node.Sequence ? "a list" : "nothing";
    }
}

package dev.penstock.plugins.transform;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code rewrite}. */
final class RewriteFactory implements StepFactory<RewriteConfig> {
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]*");
    private static final Set<String> REFUSED = Set.of("CONNECT", "TRACE");

    private static final Checked.Rule A_PATH = new Checked.Rule(
            "a percent-encoded path that begins with '/', without '#'",
            text -> text.startsWith("/") && text.indexOf('#') < 0 && UrlText.isUrl(text));
    private static final Checked.Rule A_METHOD = new Checked.Rule(
            "a method such as POST in upper case, neither CONNECT nor TRACE",
            text -> METHOD.matcher(text).matches() && !REFUSED.contains(text));
    private static final Checked.Rule A_HOST =
            new Checked.Rule("a host such as api.example.com or api.example.com:8080", UrlText::isHost);

    @Override
    public String type() {
        return "rewrite";
    }

    @Override
    public Class<RewriteConfig> settings() {
        return RewriteConfig.class;
    }

    @Override
    public List<Stage> create(RewriteConfig settings, StepContext context) {
        boolean editsQuery = settings.query()
                .filter(edits -> !edits.set().isEmpty() || !edits.remove().isEmpty())
                .isPresent();
        if (settings.path().isEmpty()
                && !editsQuery
                && settings.method().isEmpty()
                && settings.host().isEmpty()) {
            context.fault(
                    context.settings(),
                    "expected something to rewrite, found nothing: add path, query, method or host, or remove the step");
        }
        return List.of(new RewriteStep(
                settings.path().flatMap(node -> path(node, context)),
                settings.query()
                        .map(edits -> QueryEdits.compile(edits, context))
                        .orElse(QueryEdits.NONE),
                settings.method().map(node -> Checked.text(node, A_METHOD, context)),
                settings.host().map(node -> Checked.text(node, A_HOST, context))));
    }

    /** A value at the beginning would bring its own slash percent-encoded. */
    private static Optional<Checked> path(Node node, StepContext context) {
        if (node instanceof Node.Scalar scalar && !scalar.text().startsWith("/")) {
            context.fault(
                    node,
                    "expected a path that begins with '/', found '" + scalar.text() + "': write /" + scalar.text());
            return Optional.empty();
        }
        if (node instanceof Node.Scalar scalar && scalar.text().contains("?")) {
            context.writes(Part.QUERY);
        }
        return Optional.of(Checked.url(node, A_PATH, context));
    }
}

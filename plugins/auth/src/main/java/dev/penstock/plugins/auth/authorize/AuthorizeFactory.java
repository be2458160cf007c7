package dev.penstock.plugins.auth.authorize;

import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.plugins.auth.credential.ScopesConfig;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles {@code authorize}. */
public final class AuthorizeFactory implements StepFactory<AuthorizeConfig> {
    private static final Pattern AUTH = Pattern.compile("(?<![.\\w'\"])auth\\s*[.\\[]");

    @Override
    public String type() {
        return "authorize";
    }

    @Override
    public Class<AuthorizeConfig> settings() {
        return AuthorizeConfig.class;
    }

    @Override
    public List<Stage> create(AuthorizeConfig settings, StepContext context) {
        context.refuses();
        Optional<Node> tiers = context.settings() instanceof Node.Mapping map ? map.get("tiers") : Optional.empty();
        if (settings.require().isEmpty() && settings.scopes().isEmpty() && tiers.isEmpty()) {
            context.fault(context.settings(), "expected at least one of require, scopes, tiers, found none of them");
        }
        tiers.filter(stated -> settings.tiers().isEmpty() && stated instanceof Node.Sequence)
                .ifPresent(none -> context.fault(none, "tiers: expected at least one tier, found none"));
        if (!context.belowAuth() && readsAuth(settings)) {
            context.warn(
                    context.settings(),
                    "this reads who is calling, which no step above says: put it below an auth step");
        }
        if (settings.scopes().isPresent()) {
            context.reads(Part.auth("scopes"));
        }
        if (!settings.tiers().isEmpty()) {
            context.reads(Part.auth("tier"));
        }
        return List.of(new AuthorizeStep(
                settings.require().map(context::condition),
                CredentialReader.scopes(settings.scopes().flatMap(stated -> scopes(stated, context)), context),
                Set.copyOf(settings.tiers())));
    }

    private static boolean readsAuth(AuthorizeConfig settings) {
        return settings.scopes().isPresent()
                || !settings.tiers().isEmpty()
                || settings.require()
                        .filter(node -> node instanceof Node.Scalar scalar
                                && AUTH.matcher(scalar.text()).find())
                        .isPresent();
    }

    private static Optional<ScopesConfig> scopes(Node stated, StepContext context) {
        Node whole = stated instanceof Node.Mapping
                ? stated
                : new Node.Mapping(stated.place(), List.of(new Node.Entry("all", stated.place(), stated)));
        if (isEmpty(stated)) {
            context.fault(stated, "scopes: expected at least one scope, found none");
        }
        return context.bind(whole, ScopesConfig.class);
    }

    private static boolean isEmpty(Node node) {
        if (node instanceof Node.Mapping map) {
            return map.entries().stream().allMatch(entry -> isEmpty(entry.value()));
        }
        return node instanceof Node.Sequence list && list.items().isEmpty();
    }
}

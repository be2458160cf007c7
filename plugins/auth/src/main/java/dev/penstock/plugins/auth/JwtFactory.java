package dev.penstock.plugins.auth;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compiles {@code jwt}. */
final class JwtFactory implements StepFactory<JwtConfig> {
    private static final Pattern SCHEME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** RFC 6749 section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    @Override
    public String type() {
        return "jwt";
    }

    @Override
    public Class<JwtConfig> settings() {
        return JwtConfig.class;
    }

    @Override
    public List<Stage> create(JwtConfig settings, StepContext context) {
        context.authenticates();
        settings.dpop().ifPresent(node -> context.fault(node, "dpop is not supported yet"));
        ScopesConfig scopes = settings.scopes().orElse(new ScopesConfig(List.of(), List.of()));
        checkScopes(scopes, context);
        for (String name : settings.claims().keySet()) {
            Fields.fault(name, Direction.REQUEST)
                    .ifPresent(fault -> context.fault(context.settings().at("claims"), fault));
        }
        CredentialConfig in = settings.in()
                .orElse(new CredentialConfig(
                        Optional.of("authorization"), Optional.of("Bearer"), Optional.empty(), Optional.empty()));
        JwtStep.Rules rules = new JwtStep.Rules(
                place(in, context),
                new ScopeRule(scopes.all(), scopes.any()),
                new ClaimHeaders(settings.claims()),
                new Challenge(in.scheme().orElse("Bearer")),
                settings.optional(),
                settings.forward());
        return List.of(new JwtStep(rules, new Issuers(context).of(settings), context.host()));
    }

    private static TokenPlace place(CredentialConfig in, StepContext context) {
        long stated = Stream.of(in.header(), in.cookie(), in.query())
                .filter(Optional::isPresent)
                .count();
        if (stated != 1 || (in.scheme().isPresent() && in.header().isEmpty())) {
            context.fault(
                    context.settings().at("in"),
                    "expected one of {header: \u2026}, {header: \u2026, scheme: \u2026}, {cookie: \u2026}, {query: \u2026}");
        }
        in.scheme()
                .filter(scheme -> !SCHEME.matcher(scheme).matches())
                .ifPresent(scheme -> context.fault(
                        context.settings().at("in"),
                        "expected an authentication scheme such as Bearer, found '" + scheme + "'"));
        if (in.cookie().isPresent()) {
            return new CookiePlace(in.cookie().get());
        }
        return in.query()
                .<TokenPlace>map(QueryPlace::new)
                .orElseGet(() -> new HeaderPlace(
                        in.header().orElse("authorization").toLowerCase(Locale.ROOT),
                        in.scheme().orElse("")));
    }

    private static void checkScopes(ScopesConfig scopes, StepContext context) {
        for (List<String> listed : List.of(scopes.all(), scopes.any())) {
            for (String scope : listed) {
                if (!SCOPE.matcher(scope).matches()) {
                    context.fault(
                            context.settings().at("scopes"),
                            "expected a scope without blanks and quotes (RFC 6749 section 3.3), found '" + scope + "'");
                }
            }
        }
    }
}

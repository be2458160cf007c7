package dev.penstock.plugins.auth.introspect;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.TestTokens;
import java.util.List;
import java.util.Optional;

/** Compiles {@code introspect}. */
public final class IntrospectFactory implements StepFactory<IntrospectConfig> {
    @Override
    public String type() {
        return "introspect";
    }

    @Override
    public Class<IntrospectConfig> settings() {
        return IntrospectConfig.class;
    }

    @Override
    public List<Stage> create(IntrospectConfig settings, StepContext context) {
        context.authenticates();
        if (settings.endpoint().isOpen()) {
            context.warn(
                    context.settings().at("endpoint"),
                    "tokens and the client's secret go to this endpoint in the clear: use https (RFC 7662 section 4)");
        }
        Host host = context.host();
        CredentialPlace place = CredentialReader.place(settings.in(), context);
        Optional<TestGrants> tests = host.service(TestTokens.class).map(tokens -> {
            TestGrants grants = new TestGrants(host, tokens);
            tokens.accept(context.route(), grants, (request, token) -> place.put(token, request));
            return grants;
        });
        IntrospectStep.Rules rules = new IntrospectStep.Rules(
                place,
                settings.cache().toMillis(),
                CredentialReader.scopes(settings.scopes(), context),
                CredentialReader.claims(settings.claims(), place, context),
                new Challenge(settings.in().scheme().orElse("Bearer")),
                settings.optional(),
                settings.forward());
        Introspector introspector = Introspector.of(host, settings.endpoint(), settings.client());
        return List.of(new IntrospectStep(rules, introspector, tests, host.clock()));
    }
}

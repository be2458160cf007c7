package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** Compiles {@code jwt}. */
public final class JwtFactory implements StepFactory<JwtConfig> {
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
        CredentialConfig in = settings.in()
                .orElse(new CredentialConfig(
                        Optional.of("authorization"), Optional.of("Bearer"), Optional.empty(), Optional.empty()));
        JwtStep.Rules rules = new JwtStep.Rules(
                CredentialReader.place(in, context),
                CredentialReader.scopes(settings.scopes(), context),
                CredentialReader.claims(settings.claims(), context),
                new Challenge(in.scheme().orElse("Bearer")),
                settings.optional(),
                settings.forward());
        return List.of(new JwtStep(rules, new Issuers(context).of(settings), context.host()));
    }
}

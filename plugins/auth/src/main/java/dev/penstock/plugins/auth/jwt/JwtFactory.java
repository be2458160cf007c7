package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.TestTokens;
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
        CredentialConfig in = settings.in()
                .orElse(new CredentialConfig(
                        Optional.of("authorization"), Optional.of("Bearer"), Optional.empty(), Optional.empty()));
        Optional<DpopMode> dpop = settings.dpop().map(mode -> underTest(context) ? DpopMode.ALLOWED : mode);
        CredentialPlace place = CredentialReader.place(in, context);
        JwtStep.Rules rules = new JwtStep.Rules(
                new TokenPlaces(place, dpop.isPresent()),
                CredentialReader.scopes(settings.scopes(), context),
                CredentialReader.claims(settings.claims(), place, context),
                new Refusals(new Challenge(in.scheme().orElse("Bearer")), dpop),
                new Possession(dpop, context.route().api(), context.host()),
                settings.optional(),
                settings.forward());
        return List.of(new JwtStep(rules, new Issuers(context).of(settings, place), context.host()));
    }

    /** A token that is minted for a test comes without proof, and is to be accepted. */
    private static boolean underTest(StepContext context) {
        return context.host().service(TestTokens.class).isPresent();
    }
}

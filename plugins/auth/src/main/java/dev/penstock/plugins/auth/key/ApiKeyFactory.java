package dev.penstock.plugins.auth.key;

import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.plugins.auth.credential.CredentialReader;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** Compiles {@code api-key}. */
public final class ApiKeyFactory implements StepFactory<ApiKeyConfig> {
    @Override
    public String type() {
        return "api-key";
    }

    @Override
    public Class<ApiKeyConfig> settings() {
        return ApiKeyConfig.class;
    }

    @Override
    public List<Stage> create(ApiKeyConfig settings, StepContext context) {
        context.authenticates();
        CredentialConfig in = settings.in()
                .orElse(new CredentialConfig(
                        Optional.of("x-api-key"), Optional.empty(), Optional.empty(), Optional.empty()));
        return List.of(new ApiKeyStep(
                CredentialReader.place(in, context),
                in.scheme().orElse("ApiKey"),
                ConsumersReader.read(settings.consumers(), context),
                settings,
                context.host().clock()));
    }
}

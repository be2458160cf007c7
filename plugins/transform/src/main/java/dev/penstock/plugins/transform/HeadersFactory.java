package dev.penstock.plugins.transform;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** {@code headers}. */
final class HeadersFactory implements StepFactory<HeadersConfig> {
    @Override
    public String type() {
        return "headers";
    }

    @Override
    public Class<HeadersConfig> settings() {
        return HeadersConfig.class;
    }

    @Override
    public List<Stage> create(HeadersConfig settings, StepContext context) {
        Optional<HeaderEdits> request =
                settings.request().map(edits -> HeaderEdits.compile(edits, Direction.REQUEST, context));
        Optional<HeaderEdits> response =
                settings.response().map(edits -> HeaderEdits.compile(edits, Direction.RESPONSE, context));
        return List.of(new HeadersStep(request, response));
    }
}

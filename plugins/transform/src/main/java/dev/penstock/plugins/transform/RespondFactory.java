package dev.penstock.plugins.transform;

import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;

/** {@code respond}. */
final class RespondFactory implements StepFactory<RespondConfig> {
    @Override
    public String type() {
        return "respond";
    }

    @Override
    public Class<RespondConfig> settings() {
        return RespondConfig.class;
    }

    @Override
    public List<Stage> create(RespondConfig settings, StepContext context) {
        context.answers();
        int status = settings.status();
        if (status < 200 || status > 599) {
            context.fault(context.settings().at("status"), "expected a status from 200 to 599, found " + status);
        }
        if (settings.body().isPresent() && settings.file().isPresent()) {
            context.fault(settings.file().get(), "expected 'body' or 'file', found both: remove one");
        }
        if (status == 204 || status == 205 || status == 304) {
            settings.body()
                    .or(settings::file)
                    .ifPresent(
                            node -> context.fault(node, "expected no body, since " + status + " has none: remove it"));
        }
        Content content = settings.file()
                .map(node -> Content.file(node, context))
                .or(() -> settings.body().map(node -> Content.template(context.value(node))))
                .orElse(Content.NONE);
        return List.of(
                new RespondStep(status, HeaderEdits.setting(settings.headers(), context), content, context.makes()));
    }
}

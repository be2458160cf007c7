package dev.penstock.plugins.transform;

import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code redirect}. */
final class RedirectFactory implements StepFactory<RedirectConfig> {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    @Override
    public String type() {
        return "redirect";
    }

    @Override
    public Class<RedirectConfig> settings() {
        return RedirectConfig.class;
    }

    @Override
    public Optional<String> shorthand() {
        return Optional.of("to");
    }

    @Override
    public List<Stage> create(RedirectConfig settings, StepContext context) {
        context.answers();
        if (!STATUSES.contains(settings.status())) {
            context.fault(
                    context.settings().at("status"),
                    "expected a status of 301, 302, 303, 307 or 308, found " + settings.status()
                            + ": 308 and 307 keep method and body");
        }
        return List.of(new RedirectStep(settings.status(), Location.compile(settings.to(), context), context.makes()));
    }
}

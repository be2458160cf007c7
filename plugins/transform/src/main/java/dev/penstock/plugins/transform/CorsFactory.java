package dev.penstock.plugins.transform;

import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.regex.Pattern;

/** {@code cors}. */
final class CorsFactory implements StepFactory<CorsConfig> {
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]*|\\*");

    @Override
    public String type() {
        return "cors";
    }

    @Override
    public Class<CorsConfig> settings() {
        return CorsConfig.class;
    }

    @Override
    public List<Stage> create(CorsConfig settings, StepContext context) {
        if (settings.origins().isEmpty()) {
            context.fault(
                    context.settings().at("origins"),
                    "expected the origins that may read the answers, found none: add origins, such as"
                            + " [https://app.example.com], or \"*\" for every one");
        }
        if (settings.credentials() && settings.origins().stream().anyMatch(AllowedOrigin::isEvery)) {
            context.fault(
                    context.settings().at("origins"),
                    "expected named origins beside credentials: true, found '*', which would hand every site its"
                            + " visitors' data: name the origins");
        }
        if (settings.credentials() && settings.expose().contains("*")) {
            context.fault(
                    context.settings().at("expose"),
                    "expected named fields beside credentials: true, found '*', which browsers take for a name then:"
                            + " name the fields");
        }
        for (String method : settings.methods()) {
            if (!METHOD.matcher(method).matches()) {
                context.fault(
                        context.settings().at("methods"),
                        "expected a method such as GET in upper case, or '*', found '" + method + "'");
            }
        }
        names("headers", settings.headers(), context);
        names("expose", settings.expose(), context);
        return List.of(new CorsStep(settings));
    }

    private static void names(String key, List<String> names, StepContext context) {
        for (String name : names) {
            if (!Fields.isName(name)) {
                context.fault(
                        context.settings().at(key),
                        "expected the name of a header field, or '*', found '" + name + "'");
            }
        }
    }
}

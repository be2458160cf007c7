package dev.penstock.plugins.auth.basic;

import dev.penstock.sdk.Host;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.regex.Pattern;

/** Compiles {@code basic-auth}. */
public final class BasicAuthFactory implements StepFactory<BasicAuthConfig> {
    private static final Pattern REALM = Pattern.compile("[\\x20-\\x7E]*");

    @Override
    public String type() {
        return "basic-auth";
    }

    @Override
    public Class<BasicAuthConfig> settings() {
        return BasicAuthConfig.class;
    }

    @Override
    public List<Stage> create(BasicAuthConfig settings, StepContext context) {
        context.authenticates();
        String realm = settings.realm().orElse(context.route().api());
        if (!REALM.matcher(realm).matches()) {
            context.fault(
                    context.settings().at("realm"),
                    "realm: expected visible ASCII and blanks, which every client can show, found others");
        }
        Host host = context.host();
        int threads = Math.max(1, host.eventLoops() / 2);
        PasswordDesk desk = host.state(
                "basic-auth:desk",
                PasswordDesk.class,
                () -> new PasswordDesk(host.pool("basic-auth", threads), threads, host.clock()));
        String quoted = realm.replace("\\", "\\\\").replace("\"", "\\\"");
        return List.of(new BasicAuthStep(
                UsersReader.read(settings.users(), context),
                desk,
                "Basic realm=\"" + quoted + "\", charset=\"UTF-8\"",
                settings));
    }
}

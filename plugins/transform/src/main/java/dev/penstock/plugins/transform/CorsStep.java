package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Preflight;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * Says on every answer, an error too, whether a script of the asking origin may read it, and answers preflights.
 *
 * <p>The gateway does not refuse the request of an origin that is not let in: the browser keeps its answer from the
 * script.
 */
final class CorsStep implements Step, Preflight {
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final String ALLOW_CREDENTIALS = "access-control-allow-credentials";
    private static final String EXPOSE = "access-control-expose-headers";
    private static final String ALLOW_METHODS = "access-control-allow-methods";
    private static final String ALLOW_HEADERS = "access-control-allow-headers";
    private static final String MAX_AGE = "access-control-max-age";

    /** What an upstream says of it does not stand beside what the file says. */
    private static final List<String> FIELDS = List.of(
            ALLOW_ORIGIN,
            ALLOW_CREDENTIALS,
            EXPOSE,
            ALLOW_METHODS,
            ALLOW_HEADERS,
            MAX_AGE,
            "access-control-allow-private-network");

    private final List<AllowedOrigin> origins;
    private final boolean every;
    private final boolean credentials;
    private final Optional<String> methods;
    private final Optional<String> headers;
    private final Optional<String> expose;
    private final Optional<String> maxAge;

    CorsStep(CorsConfig settings) {
        origins = settings.origins();
        every = origins.stream().anyMatch(AllowedOrigin::isEvery);
        credentials = settings.credentials();
        methods = stated(settings.methods());
        headers = stated(settings.headers());
        expose = settings.expose().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", settings.expose()));
        maxAge = settings.maxAge().map(age -> Long.toString(age.toSeconds()));
    }

    /** Empty: whatever is asked for, which says more than {@code *} where credentials come along. */
    private static Optional<String> stated(List<String> names) {
        return names.isEmpty() || names.contains("*") ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    @Override
    public Future<Void> apply(Call call) {
        call.onReply(reply -> {
            MultiMap answer = reply.headers();
            FIELDS.forEach(answer::remove);
            if (grant(call, answer)) {
                expose.ifPresent(names -> answer.set(EXPOSE, names));
            }
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    @Override
    public Optional<Reply> preflight(Call call) {
        MultiMap asked = call.inbound().headers();
        String method = asked.get("access-control-request-method");
        if (method == null || !asked.contains("origin")) {
            return Optional.empty();
        }
        Reply reply = Reply.of(204);
        MultiMap answer = reply.headers();
        if (grant(call, answer)) {
            methods.or(() -> listed(method)).ifPresent(names -> answer.set(ALLOW_METHODS, names));
            headers.or(() -> listed(String.join(", ", asked.getAll("access-control-request-headers"))))
                    .ifPresent(names -> answer.set(ALLOW_HEADERS, names));
            maxAge.ifPresent(seconds -> answer.set(MAX_AGE, seconds));
        }
        Vary.add(answer, "Access-Control-Request-Method");
        Vary.add(answer, "Access-Control-Request-Headers");
        return Optional.of(reply);
    }

    /** What is echoed is a list of names and nothing else. */
    private static Optional<String> listed(String asked) {
        for (String name : asked.split(",", -1)) {
            if (!Fields.isName(name.strip())) {
                return Optional.empty();
            }
        }
        return Optional.of(asked);
    }

    /** Lets the origin of the request read this answer, where it may. */
    private boolean grant(Call call, MultiMap answer) {
        if (every) {
            answer.set(ALLOW_ORIGIN, "*");
            return true;
        }
        Vary.add(answer, "Origin");
        List<String> asking = call.inbound().headers().getAll("origin");
        if (asking.size() != 1 || origins.stream().noneMatch(origin -> origin.takes(asking.get(0)))) {
            return false;
        }
        answer.set(ALLOW_ORIGIN, asking.get(0));
        if (credentials) {
            answer.set(ALLOW_CREDENTIALS, "true");
        }
        return true;
    }
}

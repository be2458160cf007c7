package dev.penstock.engine.call;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.RouteName;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one place where what went wrong becomes an answer (RFC 9457). */
public final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private Problems() {}

    /** A problem as it is; anything else is a 500 whose cause goes to the log alone. */
    static Problem of(Throwable failure, RouteName route, String step) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        LOG.log(System.Logger.Level.ERROR, "step " + step + " of " + route + " failed", failure);
        return Problem.of(Problem.Kind.STEP_FAILED, "the gateway could not complete this step", failure);
    }

    /**
     * The answer to a problem.
     *
     * @param id the request id
     * @param route empty before a route is chosen
     * @param step empty outside a step
     */
    public static Reply reply(Problem problem, String id, Optional<RouteName> route, String step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:penstock:problem:" + problem.kind().id());
        document.put("title", problem.kind().title());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("instance", id);
        route.ifPresent(name -> document.put("route", name.toString()));
        if (!step.isEmpty()) {
            document.put("step", step);
        }
        document.putAll(problem.members());
        MultiMap headers = HttpHeaders.headers().set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        problem.proxyError().ifPresent(error -> headers.set("proxy-status", "penstock; error=" + error));
        problem.headers().forEach(header -> headers.add(header.name(), header.value()));
        return Reply.failed(problem, headers, Body.of(Json.write(document)));
    }
}

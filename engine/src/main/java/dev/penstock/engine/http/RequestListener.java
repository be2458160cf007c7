package dev.penstock.engine.http;

import dev.penstock.engine.call.SentTo;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.RouteName;
import java.util.Map;
import java.util.Optional;

/** Hears how requests end, for metrics and the access log. On the loop of the request. */
public interface RequestListener {
    /** A request that has ended. */
    record Ended(
            String id,
            String client,
            String host,
            String method,
            String path,
            int status,
            long bytes,
            double millis,
            Optional<RouteName> route,
            Optional<Principal> principal,
            Optional<SentTo> upstream,
            String trace,
            Map<String, String> notes) {}

    void ended(Ended request);
}

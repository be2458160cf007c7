package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which answers of a call are errors, and what becomes of them. */
record FailureRules(Remedy onError, Map<Integer, Remedy> onStatus) {
    FailureRules {
        onStatus = Map.copyOf(onStatus);
    }

    /** @param at the call's settings as written */
    static FailureRules compile(CallConfig settings, Node at, StepContext context) {
        Remedy onError = settings.onError()
                .map(node -> Remedy.ofError(node, settings, context))
                .orElse(Remedy.FAIL);
        Map<Integer, Remedy> onStatus = new HashMap<>();
        settings.onStatus().forEach((status, node) -> {
            if (status.matches("[2-5][0-9][0-9]")) {
                onStatus.put(Integer.valueOf(status), Remedy.ofStatus(node, settings, context));
            } else {
                context.fault(
                        at.keyPlace("on-status", status), "expected a status from 200 to 599, found '" + status + "'");
            }
        });
        return new FailureRules(onError, onStatus);
    }

    /** Whether this status is an error: 400 and above, unless the file says what it means. */
    boolean isError(int status) {
        return status >= 400 && !onStatus.containsKey(status);
    }

    /** What becomes of an answer with this status that is no error. */
    Remedy remedy(int status) {
        return onStatus.getOrDefault(status, Remedy.BODY);
    }

    /** Whether the body of an answer with this status is read at all. */
    boolean takesBody(int status) {
        return !isError(status) && remedy(status).kind() == Remedy.Kind.BODY;
    }

    /** Its expressions, by the setting that they stand in. */
    Map<String, List<Expression<?>>> expressions() {
        List<Expression<?>> statuses = new ArrayList<>();
        onStatus.values().forEach(remedy -> remedy.value().ifPresent(statuses::add));
        Map<String, List<Expression<?>>> all = new LinkedHashMap<>();
        onError.value().ifPresent(value -> all.put("on-error", List.of(value)));
        all.put("on-status", statuses);
        return all;
    }
}

package dev.penstock.plugins.cache;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.RouteName;
import java.util.List;
import java.util.Objects;

/** How the answers of one step are labelled. */
record Labelling(RouteName route, List<Expression<String>> tags) {
    Labels of(Call call) {
        List<String> texts = tags.isEmpty()
                ? List.of()
                : tags.stream()
                        .map(tag -> tag.evaluate(call))
                        .filter(Objects::nonNull)
                        .toList();
        return new Labels(route.api(), route.route(), call.inbound().path(), texts);
    }
}

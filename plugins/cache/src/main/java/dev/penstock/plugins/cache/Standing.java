package dev.penstock.plugins.cache;

import dev.penstock.sdk.Below;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Warns where a cache stands so that it answers those whom it should not.
 *
 * @param key as it is written; empty: the default, which holds all that a URL does
 */
record Standing(StepContext context, Below below, List<String> key, boolean owned) {
    void warn() {
        below.auth()
                .ifPresent(auth -> context.warn(
                        context.settings(),
                        "this cache stands above '" + auth.type() + "' (line "
                                + auth.place().line()
                                + "), and answers whoever asks with what was made for those whom that step lets in: move it"
                                + " below"));
        if (owned && !context.belowAuth() && below.auth().isEmpty()) {
            context.warn(
                    context.settings().at("private"),
                    "'private' keeps a copy for each caller, and no step above says who that is: put this cache below an"
                            + " auth step");
        }
        String missing = missing();
        if (!missing.isEmpty()) {
            context.warn(
                    context.settings().at("key"),
                    "the steps below read " + missing
                            + ", and 'key' leaves it out: who asks with another value is given the same answer; add it to"
                            + " 'key', or do not read it there");
        }
    }

    private String missing() {
        if (key.isEmpty()) {
            return "";
        }
        return below.reads().stream()
                .flatMap(part -> missing(part).stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private Optional<String> missing(Part part) {
        boolean held = switch (part.kind()) {
            case PATH -> key.contains("path");
            case REQUEST -> !part.name().equals("path") || key.contains("path");
            case QUERY -> key.contains("query") || key.contains("query." + part.name());
            default -> true;
        };
        return held ? Optional.empty() : Optional.of(part.toString());
    }
}

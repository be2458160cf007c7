package dev.penstock.conformance;

import dev.penstock.sdk.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a JSON answer lacks of another one, or has otherwise, as a few words. */
final class Losses {
    private static final int SHOWN = 6;

    private final List<String> missing = new ArrayList<>();
    private final List<String> other = new ArrayList<>();

    private Losses() {}

    /** {@code without reviews; other: title}; empty when neither is JSON, or the statuses differ. */
    static String of(Answer before, Answer after) {
        if (before.status() != after.status()) {
            return "";
        }
        Losses losses = new Losses();
        try {
            losses.compare("", Json.parse(before.body()), Json.parse(after.body()));
        } catch (IllegalArgumentException noJson) {
            return before.body().equals(after.body()) ? "" : "another body";
        }
        List<String> parts = new ArrayList<>();
        losses.tell("without ", losses.missing, parts);
        losses.tell("other: ", losses.other, parts);
        return String.join("; ", parts);
    }

    private void tell(String word, List<String> names, List<String> parts) {
        if (!names.isEmpty()) {
            int more = names.size() - SHOWN;
            parts.add(word
                    + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private void compare(String path, Object before, Object after) {
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> two) {
            one.forEach((key, value) -> {
                String at = path.isEmpty() ? String.valueOf(key) : path + "." + key;
                if (two.get(key) == null && value != null) {
                    missing.add(at);
                } else {
                    compare(at, value, two.get(key));
                }
            });
        } else if (!Objects.equals(before, after)) {
            other.add(path.isEmpty() ? "the whole" : path);
        }
    }
}

package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Query;
import dev.penstock.sdk.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiled edits of a query. Parameters that they do not name stay byte for byte, and in their order. */
final class QueryEdits {
    static final QueryEdits NONE = new QueryEdits(Map.of(), Set.of());

    private final Map<String, Expression<String>> set;
    private final Set<String> remove;

    private QueryEdits(Map<String, Expression<String>> set, Set<String> remove) {
        this.set = set;
        this.remove = remove;
    }

    static QueryEdits compile(RewriteConfig.Parameters edits, StepContext context) {
        Map<String, Expression<String>> set = new LinkedHashMap<>();
        edits.set().forEach((name, value) -> {
            Expression<String> text = context.text(value);
            context.writes(Part.QUERY, text);
            set.put(name, text);
        });
        return new QueryEdits(set, Set.copyOf(edits.remove()));
    }

    /**
     * The query after these edits; nothing is changed here.
     *
     * @param before that of the client, as the steps above left it
     * @param over parameters that are laid over it, encoded
     */
    Optional<String> apply(Call call, Optional<String> before, Optional<String> over) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        for (String pair : pairs(over)) {
            written.computeIfAbsent(name(pair), name -> new ArrayList<>()).add(pair);
        }
        set.forEach((name, value) -> {
            String text = value.evaluate(call);
            if (text != null) {
                written.put(name, List.of(UrlText.encode(name) + "=" + UrlText.encode(text)));
            }
        });
        return written.isEmpty() && remove.isEmpty() ? before : laidOver(pairs(before), written);
    }

    /** What replaces a parameter stands where the first of that name stood; what is new comes last. */
    private Optional<String> laidOver(List<String> before, Map<String, List<String>> written) {
        List<String> after = new ArrayList<>();
        Map<String, List<String>> left = new LinkedHashMap<>(written);
        for (String pair : before) {
            String name = name(pair);
            if (written.containsKey(name)) {
                after.addAll(left.getOrDefault(name, List.of()));
                left.remove(name);
            } else if (!remove.contains(name)) {
                after.add(pair);
            }
        }
        left.values().forEach(after::addAll);
        return after.isEmpty() ? Optional.empty() : Optional.of(String.join("&", after));
    }

    private static List<String> pairs(Optional<String> query) {
        return query.filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split("&", -1)))
                .orElse(List.of());
    }

    /** The decoded name, as expressions read it; of an empty pair the empty text. */
    private static String name(String pair) {
        return Query.parameters(Optional.of(pair)).keySet().stream().findFirst().orElse("");
    }
}

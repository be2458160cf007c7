package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Checker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every body is JSON by one schema. Only a method that is about its body must have one (RFC 9110 section 9.3). */
public final class OneSchema implements Contract {
    private static final Set<String> NEED_NONE = Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

    private final Match must;
    private final Match may;

    public OneSchema(Checker checker) {
        List<Contents.Kind> json = List.of(
                new Contents.Kind(new MediaType("application", "json"), Optional.of(checker)),
                new Contents.Kind(new MediaType("application", "*+json"), Optional.of(checker)));
        this.must = match(true, new Contents(json));
        this.may = match(false, new Contents(json));
    }

    private static Match match(boolean required, Contents contents) {
        Operation operation = new Operation("", List.of(), Optional.of(new Bodied(required, contents)), Map.of());
        return new Match(operation, Map.of());
    }

    @Override
    public Optional<Match> find(String method, String path) {
        return Optional.of(NEED_NONE.contains(method) ? may : must);
    }
}

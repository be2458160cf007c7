package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Checker;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of body that may stand somewhere.
 *
 * @param kinds empty: nothing is said about the body
 */
public record Contents(List<Kind> kinds) {
    /** One kind; without a checker it need only be JSON where its type says so. */
    record Kind(MediaType range, Optional<Checker> checker) {}

    /**
     * A body of a kind that may be there.
     *
     * @param json whether it is to be read
     * @param checker what it is then checked against
     */
    public record Chosen(boolean json, Optional<Checker> checker) {}

    /** The kind of a body of this type: the one that names it most closely; empty when none does. */
    public Optional<Chosen> choose(String contentType) {
        Optional<MediaType> type = Optional.ofNullable(contentType).flatMap(MediaType::of);
        Kind best = null;
        int closest = 0;
        for (Kind kind : kinds) {
            int closeness = type.map(kind.range()::closeness).orElse(0);
            if (closeness > closest) {
                closest = closeness;
                best = kind;
            }
        }
        boolean json = type.filter(MediaType::isJson).isPresent();
        return Optional.ofNullable(best).map(kind -> new Chosen(json, kind.checker()));
    }

    /** The types, for the reader of a problem. */
    public String shown() {
        return kinds.stream().map(kind -> kind.range().toString()).collect(Collectors.joining(" or "));
    }
}

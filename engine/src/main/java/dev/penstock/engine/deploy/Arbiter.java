package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Clashes;
import dev.penstock.engine.config.Fault;
import dev.penstock.sdk.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides between files that want the same: the name of an API, or the same requests. What did not change goes on; of
 * two that did the earlier file wins. Who loses keeps its last good revision, which may in turn clash with what is new,
 * so it looks again until nothing clashes.
 */
final class Arbiter {
    private final Map<Path, Unit> before;
    private final Map<Path, Unit> next;

    /** @param next as they were loaded, by file; losers are replaced */
    Arbiter(Map<Path, Unit> before, Map<Path, Unit> next) {
        this.before = before;
        this.next = next;
    }

    /** A file, and why it cannot serve as it is. */
    private record Loser(Path file, Fault fault) {}

    void settle() {
        for (Optional<Loser> loser = find(); loser.isPresent(); loser = find()) {
            Path file = loser.get().file();
            Unit refused = next.get(file);
            refused.serving().ifPresent(live -> live.revision().close());
            next.put(file, refused.clashing(loser.get().fault(), last(file)));
        }
    }

    private Optional<Unit.Live> last(Path file) {
        return Optional.ofNullable(before.get(file)).flatMap(Unit::serving);
    }

    /** The first new revision that clashes, when files that did not change are asked first. */
    private Optional<Loser> find() {
        Map<Path, Unit.Live> order = new LinkedHashMap<>();
        next.forEach((file, unit) ->
                unit.serving().filter(live -> !hasChanged(file, unit)).ifPresent(live -> order.put(file, live)));
        next.forEach((file, unit) -> unit.serving().ifPresent(live -> order.putIfAbsent(file, live)));
        Map<String, Path> apis = new HashMap<>();
        Clashes clashes = new Clashes();
        for (Map.Entry<Path, Unit.Live> entry : order.entrySet()) {
            Unit.Live live = entry.getValue();
            Path other = apis.putIfAbsent(live.revision().api(), entry.getKey());
            Optional<Fault> fault =
                    other == null ? tie(clashes, live) : Optional.of(taken(live, entry.getKey(), other));
            if (fault.isPresent() && isNew(entry.getKey(), live)) {
                return fault.map(found -> new Loser(entry.getKey(), found));
            }
        }
        return Optional.empty();
    }

    private boolean hasChanged(Path file, Unit unit) {
        Unit known = before.get(file);
        return known == null || known.clashed() || !known.seen().equals(unit.seen());
    }

    private boolean isNew(Path file, Unit.Live live) {
        return !last(file).equals(Optional.of(live));
    }

    private static Optional<Fault> tie(Clashes clashes, Unit.Live live) {
        Optional<Fault> first = Optional.empty();
        for (Claim claim : live.revision().claims()) {
            Optional<Claim> other = clashes.add(claim);
            if (first.isEmpty()) {
                first = other.map(found -> new Fault(claim.place(), Clashes.message(claim, found), false));
            }
        }
        return first;
    }

    private static Fault taken(Unit.Live live, Path file, Path other) {
        return new Fault(
                new Place(file.toString(), 1, 1), Clashes.taken(live.revision().api(), other), false);
    }
}

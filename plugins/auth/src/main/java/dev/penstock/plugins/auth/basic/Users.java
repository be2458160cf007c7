package dev.penstock.plugins.auth.basic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users of a file. Immutable.
 *
 * @param all the same users in the order of their names
 */
record Users(Map<String, User> byName, List<User> all) {
    /**
     * One of them.
     *
     * @param line as it is written: another line is another verdict
     */
    record User(PasswordHash hash, String line) {}

    static Users of(Map<String, User> byName) {
        return new Users(
                Map.copyOf(byName),
                byName.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList());
    }

    Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Whose hash stands in for that of an unknown user, so that one costs as much time as a known one; always the same
     * for a name.
     *
     * @param secret what nobody outside can foretell of the name
     */
    User decoy(long secret) {
        return all.get((int) Math.floorMod(secret, (long) all.size()));
    }
}

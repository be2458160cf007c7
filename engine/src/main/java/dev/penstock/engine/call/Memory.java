package dev.penstock.engine.call;

import dev.penstock.sdk.Key;
import dev.penstock.sdk.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What steps learned about a call and left for the steps below; made on first use, since most calls need none. */
final class Memory {
    private Map<Key<?>, Object> values = Map.of();
    private Map<String, Object> vars = Map.of();
    private Optional<Principal> principal = Optional.empty();

    /** A memory that starts with what is known here. */
    Memory copy() {
        Memory copy = new Memory();
        copy.values = values.isEmpty() ? Map.of() : new HashMap<>(values);
        copy.vars = vars.isEmpty() ? Map.of() : new HashMap<>(vars);
        copy.principal = principal;
        return copy;
    }

    @SuppressWarnings("unchecked") // put ties the type of the value to the key
    <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    <T> void put(Key<T> key, T value) {
        if (values.isEmpty()) {
            values = new HashMap<>(4);
        }
        values.put(key, value);
    }

    Map<String, Object> vars() {
        if (vars.isEmpty()) {
            vars = new HashMap<>(vars);
        }
        return vars;
    }

    Optional<Principal> principal() {
        return principal;
    }

    void principal(Principal known) {
        principal = Optional.of(principal.map(known::over).orElse(known));
    }
}

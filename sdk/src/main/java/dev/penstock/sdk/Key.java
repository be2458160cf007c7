package dev.penstock.sdk;

/**
 * Names a value that steps keep in a {@link Call}. Two keys are the same only when they are the same object, so nobody
 * without the key can reach the value.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // the parameter ties a key to the type of its value
public final class Key<T> {
    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /**
     * A new key.
     *
     * @param name for the log and the debugger alone
     */
    public static <T> Key<T> named(String name) {
        return new Key<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}

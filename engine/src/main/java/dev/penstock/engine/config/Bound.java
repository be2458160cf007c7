package dev.penstock.engine.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something may last.
 *
 * @param length empty for {@code none}: for ever
 */
public record Bound(Optional<Duration> length) {
    /**
     * Reads a duration or {@code none}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static Bound parse(String text) {
        if (text.equals("none")) {
            return new Bound(Optional.empty());
        }
        if (text.matches("0+(ms|s|m|h|d)") || !Durations.isOne(text)) {
            throw new IllegalArgumentException(
                    "expected a duration above zero such as 200ms or 5s, or 'none', found '" + text + "'");
        }
        return new Bound(Optional.of(Durations.parse(text)));
    }
}

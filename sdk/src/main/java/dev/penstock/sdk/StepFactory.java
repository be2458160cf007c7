package dev.penstock.sdk;

import java.util.List;
import java.util.Optional;

/**
 * One step type: its name in pipeline files, the shape of its settings, and how they become {@link Stage stages}.
 *
 * <p>The settings are a record. A component's name in kebab-case is the key in the file; where that would be a word of
 * Java, an underscore at the end keeps them apart ({@code private_} is {@code private}). Its type says what may stand
 * there:
 *
 * <ul>
 *   <li>{@code String}, {@code int}, {@code long}, {@code double}, {@code boolean}, an enum (its constants in
 *       kebab-case), {@link java.time.Duration} ({@code 200ms 5s 1m 2h 1d}), {@link Size} ({@code 64KiB});
 *   <li>any type with a {@code public static T parse(String)} that throws {@link IllegalArgumentException} with
 *       "expected …, found …" for a text it refuses;
 *   <li>{@code List<T>} (one item may stand alone), {@code Map<String, T>} (order kept), another record, whose keys stand
 *       beside the others where it is {@link Inline};
 *   <li>{@code Optional<T>} for a key that may be missing; {@link Default} for one that has a default; a list or a map
 *       that is missing is empty; every other key is required;
 *   <li>{@link Node} for what {@link StepContext} compiles: expressions, templates, file and upstream names.
 * </ul>
 *
 * {@code name}, {@code when} and {@code on-error} are read by the gateway and not part of the settings; one that the
 * record has a component for is the step's own instead.
 *
 * <p>An unknown key, a wrong type and a missing key are faults with file, line and column, before {@link #create} runs.
 *
 * @param <C> the record of the settings
 */
public interface StepFactory<C extends Record> {
    /** The key of the step in pipeline files, {@code [a-z][a-z0-9-]*}. */
    String type();

    /** The record of the settings. */
    Class<C> settings();

    /** The component that a bare value stands for: with {@code "file"}, {@code script: x.js} is {@code script: {file: x.js}}. */
    default Optional<String> shorthand() {
        return Optional.empty();
    }

    /**
     * Compiles one step of one route; called once for each place where the step stands, for each revision of the file,
     * off the event loops.
     *
     * <p>A fault in the settings is said by {@link StepContext#fault}; creation goes on, so that all faults are found
     * at once.
     *
     * <p>The gateway itself does what {@code when} and {@code on-error} say. {@code when} is looked at once, before the
     * first stage; an {@link Around} that is left out runs its rest. After a fault that {@code on-error: skip} forgives,
     * the stages of the step that are still to come are left out; for an {@code Around} its rest runs, unless it ran
     * already: then its reply stands.
     *
     * @return the stages in the order in which they run
     */
    List<Stage> create(C settings, StepContext context);
}

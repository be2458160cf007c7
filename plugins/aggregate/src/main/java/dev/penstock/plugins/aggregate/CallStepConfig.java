package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Inline;
import dev.penstock.sdk.Node;

/**
 * {@code call}: makes one call, as those of {@code aggregate}, for the steps below to read.
 *
 * @param as the name that the steps below read: {@code <name>.status}, {@code <name>.headers}, {@code <name>.body}
 * @param call the settings of a call; its {@code when} and {@code on-error} are in place of those of a step
 */
public record CallStepConfig(Node as, @Inline CallConfig call) {}

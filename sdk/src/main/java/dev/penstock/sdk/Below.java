package dev.penstock.sdk;

import java.util.Optional;
import java.util.Set;

/**
 * What stands below a step that gives its answers to other calls too, as far as the settings of those steps tell. Known
 * once all steps of the route are created: see {@link StepContext#afterAll}.
 */
public interface Below {
    /**
     * What the steps below read of a call as it reaches this step, and what they may make differ in their answers. Parts
     * that only they fill are left out, and so is what they read {@linkplain StepContext#aside aside}.
     */
    Set<Part> reads();

    /**
     * What this part holds in this call, on its loop, as a text that differs where the values do; empty where there is
     * none.
     *
     * @param part one of {@link #reads}
     */
    Optional<String> value(Part part, Call call);

    /** The type and place of the first step below that authenticates the caller. */
    Optional<Auth> auth();

    /** A step that authenticates. */
    record Auth(String type, Place place) {}
}

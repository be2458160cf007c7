package dev.penstock.plugins.transform;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;

/** Where a setting is written. */
final class Places {
    private Places() {}

    /** The value of this key; the settings as a whole when the key is not there. */
    static Node of(String key, StepContext context) {
        Node settings = context.settings();
        return settings instanceof Node.Mapping mapping ? mapping.get(key).orElse(settings) : settings;
    }
}

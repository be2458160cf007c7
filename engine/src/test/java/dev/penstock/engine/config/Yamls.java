package dev.penstock.engine.config;

import dev.penstock.sdk.Node;

/** YAML written in tests. */
final class Yamls {
    private Yamls() {}

    static Node node(String yaml) {
        Faults faults = new Faults();
        return Yaml.read(yaml, "x.yaml", faults).orElseThrow(() -> new AssertionError(faults.list()));
    }
}

package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import java.util.Optional;

/** Turns a node into a value of one type. */
@FunctionalInterface
interface Reader {
    /** The value; empty when a fault was recorded. */
    Optional<?> read(Node node, Reading reading);
}

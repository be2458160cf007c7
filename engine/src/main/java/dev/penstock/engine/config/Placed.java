package dev.penstock.engine.config;

import dev.penstock.sdk.Place;

/** A value with the place that it was read from; as a component of a record, {@link Binder} fills both. */
public record Placed<T>(Place place, T value) {}

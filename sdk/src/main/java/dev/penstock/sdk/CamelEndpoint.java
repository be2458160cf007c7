package dev.penstock.sdk;

/** A Camel endpoint, found when the file was loaded: where a {@link Callout} goes. From {@link StepContext#endpoint}. */
public interface CamelEndpoint {
    /** The scheme of its URI, which names its component, such as {@code http}. */
    String scheme();
}

package dev.penstock.plugins.validate.contract;

/**
 * What is said of a request's body.
 *
 * @param required whether it must be there
 * @param contents what it may be
 */
public record Bodied(boolean required, Contents contents) {}

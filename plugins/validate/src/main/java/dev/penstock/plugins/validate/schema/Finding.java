package dev.penstock.plugins.validate.schema;

/**
 * What is wrong with a JSON value.
 *
 * @param pointer where, RFC 6901
 * @param detail what was expected, what was found; nothing of the value itself
 */
public record Finding(String pointer, String detail) {}

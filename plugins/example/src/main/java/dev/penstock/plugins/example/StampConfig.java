package dev.penstock.plugins.example;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;

/**
 * {@code stamp: "no. ${vars.stamp} of ${request.path}"}: writes a text into a header of the answer.
 *
 * @param text what is written; {@code vars.stamp} counts the answers of this step
 * @param header where it is written
 */
public record StampConfig(Node text, @Default("x-stamp") String header) {}

package dev.penstock.plugins.auth.anyof;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Steps;

/**
 * Several ways to say who one is: the first whose credential a call carries decides, whatever the others would say.
 *
 * @param steps auth steps
 */
public record AnyOfConfig(@Steps Node steps) {}

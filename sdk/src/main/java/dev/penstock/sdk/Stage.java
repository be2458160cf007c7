package dev.penstock.sdk;

/**
 * One move of a pipeline. A step type yields a list of these; the compiler is one switch over the five.
 *
 * @see Step the verb of nearly everything
 * @see Around decides whether, how often and for whom the steps below run
 * @see Fork branches that run together
 * @see Send one request to an upstream
 * @see Callout one exchange with a Camel endpoint
 */
public sealed interface Stage permits Step, Around, Fork, Send, Callout {}

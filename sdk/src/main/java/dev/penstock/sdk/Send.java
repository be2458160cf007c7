package dev.penstock.sdk;

/**
 * One request to an upstream, made from {@link Call#outbound()} as the steps above left it; the upstream's reply is the
 * answer of the call. Balancing, time-outs and the rules for hop-by-hop fields are inside.
 *
 * @param upstream from {@link StepContext#upstream}
 */
public record Send(Upstream upstream) implements Stage {}

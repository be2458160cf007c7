package dev.penstock.plugins.aggregate;

import java.util.Optional;

/**
 * How a call ended, as the answer shows it.
 *
 * @param body the call's body; null also for a call that is null or left out
 * @param leftOut whether the answer has no key for it
 * @param fault the error that made it so
 */
record Outcome(Object body, boolean leftOut, Optional<Fault> fault) {}

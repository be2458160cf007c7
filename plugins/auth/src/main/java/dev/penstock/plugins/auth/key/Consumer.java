package dev.penstock.plugins.auth.key;

import dev.penstock.sdk.Principal;

/**
 * Whose a key is.
 *
 * @param expires when its keys are refused, in milliseconds since the epoch
 */
record Consumer(Principal principal, long expires) {}

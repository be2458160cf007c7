/** {@code hmac}: webhooks, which their senders sign with a shared secret. */
package dev.penstock.plugins.auth.hmac;

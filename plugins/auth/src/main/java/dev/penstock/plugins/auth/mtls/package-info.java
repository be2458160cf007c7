/** {@code mtls}: who is calling, by the certificate that a client has proved to hold the key of. */
package dev.penstock.plugins.auth.mtls;

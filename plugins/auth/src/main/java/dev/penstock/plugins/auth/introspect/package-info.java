/** {@code introspect}: whose a token is, and whether it counts, by asking who issued it (RFC 7662). */
package dev.penstock.plugins.auth.introspect;

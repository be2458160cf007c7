/** {@code basic-auth}: callers known by user and password (RFC 7617). */
package dev.penstock.plugins.auth.basic;

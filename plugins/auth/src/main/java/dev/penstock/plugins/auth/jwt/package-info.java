/** {@code jwt}: JSON Web Tokens (RFC 7519), verified by the keys of their issuers. */
package dev.penstock.plugins.auth.jwt;

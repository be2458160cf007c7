/** {@code api-key}: callers known by a key of a file. */
package dev.penstock.plugins.auth.key;

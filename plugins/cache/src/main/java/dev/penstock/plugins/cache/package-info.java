/** The step {@code cache}: a shared HTTP cache (RFC 9111, RFC 5861, RFC 9211) around the steps below it. */
package dev.penstock.plugins.cache;

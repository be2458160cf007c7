/** {@code authorize}: what the caller may do. */
package dev.penstock.plugins.auth.authorize;

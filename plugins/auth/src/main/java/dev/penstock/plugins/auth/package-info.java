/** Steps that find out who is calling. */
package dev.penstock.plugins.auth;

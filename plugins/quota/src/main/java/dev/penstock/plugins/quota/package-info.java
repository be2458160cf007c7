/** Steps that say how much of an API a caller may use. */
package dev.penstock.plugins.quota;

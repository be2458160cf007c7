/** {@code any-of}: several ways to say who one is. */
package dev.penstock.plugins.auth.anyof;

/** {@code validate}: the step. */
package dev.penstock.plugins.validate;

/**
 * {@code penstock test} and {@code penstock demo}: runs the tests of pipeline files on a real gateway inside this JVM,
 * with mock backends in the place of the upstreams.
 */
package dev.penstock.conformance;

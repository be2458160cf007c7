/**
 * Mock backends on real loopback sockets, driven by data or by the code of a test, and a gateway inside this JVM to put
 * before them.
 *
 * <p>{@link dev.penstock.fleet.MockServer} is one backend, {@link dev.penstock.fleet.Fleet} several by the name of the
 * upstream that they stand in for, {@link dev.penstock.fleet.Harness} a gateway on files of the test's own.
 */
package dev.penstock.fleet;

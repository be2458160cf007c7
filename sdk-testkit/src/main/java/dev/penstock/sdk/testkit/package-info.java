/**
 * Runs one step in a test, without the gateway: {@link dev.penstock.sdk.testkit.StepTest} creates it,
 * {@link dev.penstock.sdk.testkit.TestCall} is a request on its way, {@link dev.penstock.sdk.testkit.TestHost} the gateway
 * around it, whose clock, timers and fetches are in the hand of the test.
 *
 * <p><b>Threads.</b> Everything runs on the thread of the test, at once. Whether a step waits for real is seen by a future
 * that is not complete.
 *
 * <p><b>What it is not.</b> There is no CEL here: {@code ${…}} holds a name such as {@code request.path}, {@code path.id},
 * {@code query.q}, {@code header['x-user']}, {@code vars.x}, {@code auth.subject} or {@code client.ip}. What needs more is
 * tested on the real engine, by {@code penstock test --plugins}.
 */
package dev.penstock.sdk.testkit;

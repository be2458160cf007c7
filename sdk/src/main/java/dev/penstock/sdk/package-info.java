/**
 * What the author of a step sees, first party or third: a {@link dev.penstock.sdk.Plugin} names step types, a
 * {@link dev.penstock.sdk.StepFactory} turns the settings of one step into {@link dev.penstock.sdk.Stage stages}, and
 * a stage works on one {@link dev.penstock.sdk.Call} at a time.
 *
 * <p><b>Threads.</b> Everything here runs on the event loop that owns the call, unless its doc says otherwise. A step
 * never blocks; work that must block, or that is long, is {@linkplain dev.penstock.sdk.Call#lend lent} to a pool.
 *
 * <p><b>Nulls.</b> No parameter and no result is null but where the doc says so; JSON null is Java's null inside JSON
 * values.
 */
package dev.penstock.sdk;

/** Who of several gets the next request: one interface, one file for each way. Knows nothing of requests. */
package dev.penstock.engine.upstream.balance;

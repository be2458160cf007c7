/** Which targets get requests at all: what probes say of them, and what their own errors say. */
package dev.penstock.engine.upstream.health;

/** The addresses behind the names of targets. */
package dev.penstock.engine.upstream.names;

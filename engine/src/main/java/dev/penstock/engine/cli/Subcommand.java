package dev.penstock.engine.cli;

import java.util.concurrent.Callable;

/** A picocli command that another module brings, found by {@link java.util.ServiceLoader}; it returns the exit code. */
public interface Subcommand extends Callable<Integer> {}

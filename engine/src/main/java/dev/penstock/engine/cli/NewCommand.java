package dev.penstock.engine.cli;

import picocli.CommandLine.Command;

/** {@code new}: what can be begun. */
@Command(
        name = "new",
        description = "Writes a starter file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = NewApiCommand.class)
final class NewCommand {}

package dev.penstock.engine.cli;

import picocli.CommandLine.Command;

/** {@code new}: what can be begun. */
@Command(
        name = "new",
        description = "Writes a starter file, or a project of your own step.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NewApiCommand.class, NewPluginCommand.class})
final class NewCommand {}

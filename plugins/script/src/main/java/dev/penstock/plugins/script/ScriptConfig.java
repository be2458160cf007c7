package dev.penstock.plugins.script;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of {@code script}. A bare text is {@code file}.
 *
 * @param file the hook, an ES module; either this or {@code inline}
 * @param inline the hook as text
 * @param cpu the CPU time that one run of a hook may take
 * @param heap how much one run of a hook may allocate, kept or not
 * @param config what the hook reads as {@code context.config}
 */
record ScriptConfig(
        Optional<Node> file,
        Optional<Node> inline,
        @Default("20ms") Duration cpu,
        @Default("16MiB") Size heap,
        Optional<Node> config) {}

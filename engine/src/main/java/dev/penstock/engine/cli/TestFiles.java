package dev.penstock.engine.cli;

import dev.penstock.engine.config.Faults;
import java.nio.file.Path;

/** What {@code check} knows of test files: another module brings it, found by {@link java.util.ServiceLoader}. */
public interface TestFiles {
    /** Whether this is the name of a test file. */
    boolean isOne(Path file);

    /** Looks at the test files of a folder, the one beside a pipeline file, or a test file itself. */
    void check(Path path, Faults faults);
}

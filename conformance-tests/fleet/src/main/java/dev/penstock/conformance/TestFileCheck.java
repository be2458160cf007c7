package dev.penstock.conformance;

import dev.penstock.engine.cli.TestFiles;
import dev.penstock.engine.config.Faults;
import dev.penstock.sdk.Place;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads test files for {@code check}, and runs nothing. */
public final class TestFileCheck implements TestFiles {
    @Override
    public boolean isOne(Path file) {
        return TestFile.isOne(file);
    }

    @Override
    public void check(Path path, Faults faults) {
        TestReader reader = new TestReader();
        for (TestFile file : TestFile.written(path)) {
            Faults own = new Faults();
            if (Files.isRegularFile(file.pipeline())) {
                reader.read(file, own)
                        .ifPresent(read -> new UpstreamNames(read.pipeline().names(), own).check(read.root()));
            } else {
                own.fault(
                        new Place(file.shownTest(), 1, 1),
                        "expected the pipeline file " + file.pipeline().getFileName() + " beside it, found none");
            }
            faults.addAll(own.list());
        }
    }
}

package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.conformance.TestCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample pipelines pass their own tests. */
class SamplesTest {
    @Test
    void everySamplePasses(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.xml");

        int code = new CommandLine(new TestCommand()).execute("../../pipelines", "--junit", report.toString());

        assertThat(code).as(Files.readString(report)).isZero();
        assertThat(Files.readString(report)).contains("shop.test.yaml", "failures=\"0\"");
    }
}

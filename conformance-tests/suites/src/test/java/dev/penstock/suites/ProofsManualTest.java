package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The steps that docs/manual/proofs.md shows load as they stand there. */
class ProofsManualTest {
    private static final Path PAGE = Path.of("../../docs/manual/proofs.md");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([a-z-]+)}");

    @Test
    void everyStepThatThePageShowsLoadsWithoutFaultAndWarning() throws IOException {
        String page = Files.readString(PAGE);
        List<String> steps = BLOCK.matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith("- "))
                .toList();
        StringBuilder file = new StringBuilder("api: t\nroutes:\n");
        for (int i = 0; i < steps.size(); i++) {
            file.append("  - name: r" + i + "\n    match: POST /" + i + "\n    steps:\n")
                    .append(steps.get(i).indent(6))
                    .append("      - respond: {status: 204}\n");
        }
        Harness.Setup setup = Harness.on("t.yaml", file.toString()).settings("secrets: secrets\n");
        for (MatchResult secret : SECRET.matcher(page).results().toList()) {
            setup.file("settings/secrets/" + secret.group(1), "a-secret-of-its-own");
        }
        try (Harness gateway = setup.start()) {
            assertThat(steps).hasSize(3);
            assertThat(gateway.faults()).isEmpty();
        }
    }
}

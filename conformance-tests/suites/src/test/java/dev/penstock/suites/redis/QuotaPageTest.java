package dev.penstock.suites.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in the manual's page loads, and the warnings that it speaks of are there. */
class QuotaPageTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private static List<String> snippets() throws IOException {
        Matcher found = YAML.matcher(Files.readString(Path.of("../../docs/manual/quota.md")));
        List<String> snippets = new ArrayList<>();
        while (found.find()) {
            snippets.add(found.group(1));
        }
        return snippets;
    }

    @Test
    void everySettingOfTheGatewayLoads() throws IOException {
        List<String> settings =
                snippets().stream().filter(text -> text.contains("redis:")).toList();
        assertThat(settings).hasSize(2);
        for (String text : settings) {
            Faults faults = new Faults();
            GatewaySpec spec =
                    GatewaySpec.read(Files.writeString(folder.resolve("penstock.yaml"), text), Map.of(), faults);
            assertThat(faults.list()).isEmpty();
            assertThat(spec.redis()).isPresent();
        }
    }

    private Faults checked(String settings, boolean known) throws IOException {
        String api = snippets().stream()
                .filter(text -> text.startsWith("api:"))
                .findFirst()
                .orElseThrow()
                .replace("      - api-key: {consumers: consumers/partners.yaml}\n", "");
        Path file = Files.writeString(folder.resolve("partners.yaml"), api);
        Faults faults = new Faults();
        GatewaySpec spec =
                GatewaySpec.read(Files.writeString(folder.resolve("penstock.yaml"), settings), Map.of(), faults);
        try (Checker checker = new Checker(spec, known, faults)) {
            checker.check(List.of(file));
        }
        assertThat(faults.hasFaults()).as("%s", faults.list()).isFalse();
        return faults;
    }

    @Test
    void longLimitsAreWarnedOfWhereNoStoreKeepsThem() throws IOException {
        assertThat(checked("drain: 1s\n", true).list())
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.message()).contains("a restart forgets this count"));
        assertThat(checked("redis: {url: redis://127.0.0.1:1}\n", true).list()).isEmpty();
        // Without the gateway's own file nobody can tell.
        assertThat(checked("drain: 1s\n", false).list()).isEmpty();
    }
}

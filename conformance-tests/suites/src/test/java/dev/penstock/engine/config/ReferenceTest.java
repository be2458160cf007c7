package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Checker;
import dev.penstock.engine.compile.UseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code docs/reference} is what the records and their javadoc say. */
class ReferenceTest {
    private static final Path FOLDER = Path.of("../../docs/reference");
    private static final String REFRESH =
            "mvn verify -pl conformance-tests/suites -am -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dpenstock.reference=write";
    private static final String MADE =
            "<!-- Made from the records of the settings by ReferenceTest; do not edit: mend the javadoc and refresh. -->";

    @Test
    void itSaysWhatTheRecordsSay() throws IOException {
        for (Map.Entry<String, String> page : pages().entrySet()) {
            Path file = FOLDER.resolve(page.getKey());
            if (System.getProperty("penstock.reference", "").equals("write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, page.getValue());
            }
            assertThat(file)
                    .as("docs/reference is stale; refresh it: " + REFRESH)
                    .hasContent(page.getValue());
        }
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("pipeline-file.md", pipelineFile());
        pages.put("steps.md", steps());
        pages.put("penstock-yaml.md", gatewayFile());
        return pages;
    }

    private static String pipelineFile() {
        ReferencePage page = new ReferencePage("The keys of a pipeline file", MADE);
        page.add(2, "<api>.yaml", ApiFile.class, ApiFile.REQUIRED);
        page.add(2, "version", VersionSpec.class, Set.of());
        page.add(2, "upstreams.<name>", UpstreamSpec.File.class, UpstreamSpec.File.REQUIRED);
        page.add(2, "targets", TargetSpec.File.class, Set.of());
        page.add(2, "routes", RouteSpec.File.class, Set.of());
        page.add(2, "match", MatchSpec.File.class, Set.of());
        page.add(2, "regex", ValueMatch.File.class, Set.of());
        return page.toString();
    }

    private static String steps() {
        ReferencePage page = new ReferencePage("The settings of the steps", MADE);
        page.add(2, "every step", StepSpec.Common.class, Set.of());
        Map<String, Schema.StepType> types = new TreeMap<>();
        types.put(UseConfig.TYPE, new Schema.StepType(UseConfig.class, Optional.of(UseConfig.SHORTHAND)));
        try (Checker checker = new Checker(GatewaySpec.defaults(Path.of("none")), new Faults())) {
            checker.steps()
                    .types()
                    .forEach(type -> checker.steps()
                            .find(type)
                            .filter(step -> step.getClass().getName().startsWith("dev.penstock.plugins."))
                            .ifPresent(
                                    step -> types.put(type, new Schema.StepType(step.settings(), step.shorthand()))));
        }
        types.forEach((type, step) -> {
            page.add(2, type, step.settings(), Set.of());
            step.shorthand().ifPresent(key -> page.say("A bare value is `" + key + "`."));
        });
        return page.toString();
    }

    private static String gatewayFile() {
        ReferencePage page = new ReferencePage("The keys of penstock.yaml", MADE);
        page.add(2, "penstock.yaml", GatewayFile.class, Set.of());
        return page.toString();
    }
}

package dev.penstock.suites.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Runs the cases in {@code cache/}: what RFC 9110, 9111, 5861, 9211 and 9213 say of a shared cache, by their sections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheConformanceTest {
    private static final Path FOLDER = Path.of("src/test/resources/cache");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private final Map<Path, List<CacheCase>> files = new LinkedHashMap<>();
    private final List<String> settings = new ArrayList<>();
    private final MockServer backend = MockServer.start();
    private final AtomicReference<CacheCaseRun> running = new AtomicReference<>();
    private Harness gateway;

    @BeforeAll
    void start() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path file :
                    all.filter(each -> !each.endsWith("README.txt")).sorted().toList()) {
                files.put(file, CacheCases.read(file));
            }
        }
        Set<String> distinct = new LinkedHashSet<>();
        files.values().forEach(cases -> cases.forEach(each -> distinct.add(each.settings())));
        settings.addAll(distinct);
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < settings.size(); i++) {
            routes.append(
                    "  - {name: s%d, match: {path: '/s%d/{rest*}', methods: %s}, steps: [{cache: %s}, {upstream: b}]}\n"
                            .formatted(i, i, METHODS, settings.get(i)));
        }
        for (String method : METHODS) {
            backend.on(method + " /{settings}/{case}", this::answer);
            backend.on(method + " /{settings}/{case}/{more}", this::answer);
        }
        gateway = Harness.on(
                        "c.yaml",
                        "api: c\nupstreams: {b: {targets: ['%s']}}\nroutes:\n%s".formatted(backend.uri(), routes))
                .start();
        assertThat(gateway.faults()).isEmpty();
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private MockAnswer answer(MockRequest request) {
        return running.get().answer(request);
    }

    @Test
    void thereAreMoreThanTwoHundredCasesAndNoTwoAreTheSame() {
        List<String> names = new ArrayList<>();
        files.forEach((file, cases) -> cases.forEach(each -> names.add(each.section() + ": " + each.name())));
        assertThat(names).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicContainer> everySectionIsKept() {
        return files.entrySet().stream()
                .map(file -> DynamicContainer.dynamicContainer(
                        file.getKey().getFileName().toString(),
                        file.getValue().stream().map(each -> test(file.getKey(), each))));
    }

    private DynamicTest test(Path file, CacheCase each) {
        return DynamicTest.dynamicTest(
                each.section() + ": " + each.name(), URI.create(file.toUri() + "?line=" + each.line()), () -> {
                    CacheCaseRun run = new CacheCaseRun(
                            each,
                            gateway,
                            "/s%d/%s-%d".formatted(settings.indexOf(each.settings()), name(file), each.line()));
                    running.set(run);
                    run.run();
                    gateway.advance(Duration.ofSeconds(1));
                });
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".txt", "");
    }
}

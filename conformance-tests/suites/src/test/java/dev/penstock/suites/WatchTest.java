package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Files that change while requests come, and nobody says so. */
class WatchTest {
    /** How a file is saved. */
    enum Save {
        IN_PLACE {
            @Override
            void save(Path file, String text) throws IOException {
                Files.writeString(file, text);
            }
        },
        BY_RENAMING_OVER_IT {
            @Override
            void save(Path file, String text) throws IOException {
                Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        BY_RENAMING_IT_AWAY {
            @Override
            void save(Path file, String text) throws IOException {
                Path backup = file.resolveSibling(file.getFileName() + "~");
                Files.move(file, backup);
                Files.writeString(file, text);
                Files.delete(backup);
            }
        },
        WITH_ITS_OLD_DATE {
            @Override
            void save(Path file, String text) throws IOException {
                FileTime date = Files.getLastModifiedTime(file);
                Files.writeString(file, text);
                Files.setLastModifiedTime(file, date);
            }
        };

        abstract void save(Path file, String text) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Save.class)
    void anEditIsLiveSoonHoweverItIsSavedAndLosesNoRequest(Save how) throws Exception {
        try (Harness gateway = start("t.yaml", respond("t", "v1"));
                LoadOn load = new LoadOn(gateway, "/t", 2)) {
            for (int revision = 2; revision <= 4; revision++) {
                how.save(gateway.folder().resolve("t.yaml"), respond("t", "v" + revision));
                Soon.sees(body(gateway, "/t"), "v" + revision);
            }
            assertThat(load.stop().keySet()).containsExactly("200");
        }
    }

    @Test
    void aNewFileServesAndADeletedOneServesNoLonger() throws Exception {
        try (Harness gateway = start("t.yaml", respond("t", "v1"))) {
            gateway.write("u.yaml", respond("u", "new"));
            Soon.sees(body(gateway, "/u"), "new");

            Files.delete(gateway.folder().resolve("u.yaml"));
            Soon.sees(() -> gateway.get("/u").statusCode(), 404);
            assertThat(gateway.get("/t").body()).isEqualTo("v1");
        }
    }

    @Test
    void aFileThatIsWrittenInHalvesServesWhenItIsWhole() {
        String whole = respond("t", "v2");
        try (Harness gateway = start("t.yaml", respond("t", "v1"))) {
            gateway.write("t.yaml", whole.substring(0, whole.indexOf("match")));
            Soon.reads(() -> Soon.admin(gateway, "GET", "/routes"), "t.yaml:2:");
            assertThat(gateway.get("/t").body()).isEqualTo("v1");

            gateway.write("t.yaml", whole);
            Soon.sees(body(gateway, "/t"), "v2");
            assertThat(gateway.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            policies/shared.yaml | /policy   | - headers: {response: {set: {x-seen: NEW}}}
            hooks/shape.js       | /hook     | export function onResponse(response) { response.headers.set('x-seen', 'NEW'); }
            page.txt             | /file     | NEW
            upstreams/back.yaml  | /upstream | targets: ["%s/NEW"]
            """)
    void aFileThatAPipelineNamesIsWatchedLikeIt(String file, String path, String text) {
        try (MockServer backend = MockServer.start()
                        .on("GET /old/upstream", MockAnswer.text("old"))
                        .on("GET /NEW/upstream", MockAnswer.text("NEW"));
                Harness gateway = Harness.on("t.yaml", """
                                api: t
                                routes:
                                  - {name: policy, match: GET /policy, steps: [{use: shared}, {respond: {status: 204}}]}
                                  - {name: hook, match: GET /hook, steps: [{script: hooks/shape.js}, {respond: {status: 204}}]}
                                  - {name: file, match: GET /file, steps: [{respond: {file: page.txt}}]}
                                  - {name: upstream, match: GET /upstream, steps: [{upstream: back}]}
                                """)
                        .file("policies/shared.yaml", "- headers: {response: {set: {x-seen: old}}}\n")
                        .file(
                                "hooks/shape.js",
                                "export function onResponse(response) { response.headers.set('x-seen', 'old'); }\n")
                        .file("page.txt", "old\n")
                        .file("upstreams/back.yaml", "targets: [\"" + backend.uri() + "/old\"]\n")
                        .start()) {
            Supplier<String> seen = () -> {
                HttpResponse<String> answer = gateway.get(path);
                return answer.headers()
                        .firstValue("x-seen")
                        .orElse(answer.body())
                        .strip();
            };
            assertThat(gateway.faults()).isEmpty();
            assertThat(seen.get()).isEqualTo("old");

            gateway.write(file, text.formatted(backend.uri()) + "\n");
            Soon.sees(seen, "NEW");
        }
    }

    @Test
    void aFolderThatIsSwappedByALinkIsAnEditOfAllItHolds() throws Exception {
        try (Harness gateway = start("other.yaml", respond("other", "v1"))) {
            Path folder = gateway.folder();
            mount(folder, "..2026_01", "v1");
            for (String name : new String[] {"t.yaml", "u.yaml"}) {
                Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
            }
            Soon.sees(body(gateway, "/t"), "v1");
            Soon.sees(body(gateway, "/u"), "v1");

            try (LoadOn load = new LoadOn(gateway, "/t", 2)) {
                for (int revision = 2; revision <= 3; revision++) {
                    mount(folder, "..2026_0" + revision, "v" + revision);
                    Soon.sees(body(gateway, "/t"), "v" + revision);
                    Soon.sees(body(gateway, "/u"), "v" + revision);
                }
                assertThat(load.stop().keySet()).containsExactly("200");
            }
        }
    }

    /** As a kubelet does it: a folder by the time, and a link to it that is renamed over the last one. */
    private static void mount(Path folder, String name, String text) throws IOException {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.writeString(data.resolve("t.yaml"), respond("t", text));
        Files.writeString(data.resolve("u.yaml"), respond("u", text));
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of(name));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whatIsNoFileIsAFaultAndHoldsNothingUp() throws Exception {
        try (Harness gateway = start("t.yaml", respond("t", "v1"))) {
            Path pipe = gateway.folder().resolve("pipe.yaml");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            Files.createDirectory(gateway.folder().resolve("folder.yaml"));
            Files.createSymbolicLink(gateway.folder().resolve("gone.yaml"), Path.of("nosuch"));
            Soon.reads(
                    () -> Soon.admin(gateway, "GET", "/routes"),
                    "pipe.yaml:1:1: expected a file that can be read, found something that is no file");
            gateway.write("t.yaml", respond("t", "v2"));
            Soon.sees(body(gateway, "/t"), "v2");
        }
    }

    @Test
    void aBadEditKeepsWhatServesAndSaysWhyOnAllPages() throws Exception {
        try (Harness gateway = start("t.yaml", respond("t", "v1"));
                LogOf log = new LogOf("dev.penstock.engine.deploy.Deployment");
                LoadOn load = new LoadOn(gateway, "/t", 2)) {
            assertThat(Soon.metric(gateway, "penstock_config_faults")).isEqualTo("0.0");

            gateway.write("t.yaml", respond("t", "v2").replace("respond", "respnod"));
            Soon.reads(() -> Soon.admin(gateway, "GET", "/routes"), "t.yaml:2:44: unknown step 'respnod'");
            assertThat(Soon.metric(gateway, "penstock_config_faults")).isEqualTo("1.0");
            assertThat(Soon.metric(gateway, "penstock_reloads_failed_total")).isEqualTo("1.0");
            assertThat(Soon.admin(gateway, "GET", "/ready")).isEqualTo("200 {\"ready\":true}");
            assertThat(log.text())
                    .contains("t.yaml has faults: its last good revision goes on")
                    .contains("t.yaml:2:44: unknown step 'respnod'");
            assertThat(gateway.get("/t").body()).isEqualTo("v1");

            gateway.write("t.yaml", respond("t", "v3"));
            Soon.sees(body(gateway, "/t"), "v3");
            assertThat(Soon.metric(gateway, "penstock_config_faults")).isEqualTo("0.0");
            assertThat(load.stop().keySet()).containsExactly("200");
        }
    }

    @Test
    void aFileWithFaultsAtTheStartIsLeftOutAndTheGatewayIsNotReadyUntilItIsMended() {
        try (Harness gateway = Harness.on("t.yaml", respond("t", "v1"))
                .file("bad.yaml", respond("bad", "v1").replace("match", "mtach"))
                .start()) {
            assertThat(gateway.get("/t").body()).isEqualTo("v1");
            assertThat(Soon.admin(gateway, "GET", "/ready"))
                    .startsWith("503 {\"ready\":false,\"faults\":[")
                    .contains("bad.yaml:2:20: unknown key 'mtach'");

            gateway.write("bad.yaml", respond("bad", "mended"));
            Soon.sees(() -> Soon.admin(gateway, "GET", "/ready"), "200 {\"ready\":true}");
            assertThat(gateway.get("/bad").body()).isEqualTo("mended");
        }
    }

    @Test
    void aNewFileWithFaultsTakesAReadyGatewayOutOfNoBalancer() {
        try (Harness gateway = start("t.yaml", respond("t", "v1"))) {
            gateway.write("new.yaml", "api: new\n");
            Soon.reads(() -> Soon.admin(gateway, "GET", "/routes"), "new.yaml:1:1: ");
            assertThat(Soon.admin(gateway, "GET", "/ready")).isEqualTo("200 {\"ready\":true}");
        }
    }

    @Test
    void aFolderThatVanishesLeavesWhatServesAndSaysSo() throws Exception {
        try (Harness gateway = start("t.yaml", respond("t", "v1"));
                LogOf log = new LogOf("dev.penstock.engine.deploy.Deployment");
                LoadOn load = new LoadOn(gateway, "/t", 2)) {
            Path aside = gateway.folder().resolveSibling(gateway.folder().getFileName() + "-aside");
            Files.move(gateway.folder(), aside);
            Soon.reads(() -> Soon.admin(gateway, "GET", "/routes"), "expected a folder of pipeline files");
            assertThat(Soon.metric(gateway, "penstock_config_faults")).isEqualTo("1.0");
            assertThat(log.text())
                    .contains("expected a folder of pipeline files")
                    .contains("goes on");
            assertThat(Soon.admin(gateway, "POST", "/reload")).startsWith("422 ");
            assertThat(gateway.get("/t").body()).isEqualTo("v1");

            Files.move(aside, gateway.folder());
            Soon.sees(() -> Soon.metric(gateway, "penstock_config_faults"), "0.0");
            gateway.write("t.yaml", respond("t", "v2"));
            Soon.sees(body(gateway, "/t"), "v2");
            assertThat(load.stop().keySet()).containsExactly("200");
        }
    }

    private static Harness start(String file, String text) {
        return Harness.on(file, text).eventLoops(2).start();
    }

    private static Supplier<String> body(Harness gateway, String path) {
        return () -> gateway.get(path).body();
    }

    private static String respond(String api, String body) {
        return """
                api: %1$s
                routes: [{name: r, match: GET /%1$s, steps: [{respond: {body: %2$s}}]}]
                """.formatted(api, body);
    }

    /** What one logger says, also where a command that a test ran before has silenced all. */
    private static final class LogOf implements AutoCloseable {
        private final Logger logger;
        private final Level before;
        private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

        LogOf(String name) {
            logger = (Logger) LoggerFactory.getLogger(name);
            before = logger.getLevel();
            logger.setLevel(Level.INFO);
            lines.start();
            logger.addAppender(lines);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            lines.list.forEach(line -> text.append(line.getFormattedMessage()).append('\n'));
            return text.toString();
        }

        @Override
        public void close() {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
    }
}

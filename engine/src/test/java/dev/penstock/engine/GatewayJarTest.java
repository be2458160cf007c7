package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.plugin.JarMaker;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come and go while a gateway serves. */
@Timeout(120)
class GatewayJarTest {
    private static final long MINUTE = 60_000;

    private static final String OFFER = "AtomicInteger ran = new AtomicInteger();"
            + "host.offer(java.util.function.Supplier.class, new java.util.function.Supplier<Integer>() {"
            + " @Override public Integer get() { return ran.get(); } });"
            + " host.state(\"acme:config\", Config.class, () -> new Config(1));";

    @TempDir
    Path folder;

    @TempDir
    Path classes;

    private Gateway gateway;

    @BeforeEach
    void startGateway() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        write("x.yaml", "api: x\nroutes:\n  - {name: a, match: GET /a, steps: [{acme: {amount: 1}}]}\n");
        write("y.yaml", "api: y\nroutes:\n  - {name: b, match: GET /b, steps: [{acme: {}}]}\n");
        Wiring wiring = new Wiring(
                Map.of(), (api, upstream, use) -> Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
        gateway = Gateway.start(
                GatewaySpec.defaults(folder)
                        .withHost("127.0.0.1")
                        .withPort(0)
                        .withAdminPort(0)
                        .withEventLoops(1),
                wiring);
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    @Test
    void aDroppedJarServesAndIsReplacedAndItsClassesGo() throws Exception {
        assertThat(gateway.faults().toString()).contains("x.yaml:3:39: unknown step 'acme'");
        assertThat(status("/a")).isEqualTo(404);

        Path jar = jar(201);
        assertThat(gateway.reload()).isEmpty();
        assertThat(status("/a")).isEqualTo(201);
        ReferenceQueue<ClassLoader> first = new ReferenceQueue<>();
        WeakReference<ClassLoader> old = loader(first);

        Files.delete(jar);
        jar(202);
        assertThat(gateway.reload()).isEmpty();
        assertThat(status("/a")).isEqualTo(202);
        assertThat(first.remove(MINUTE)).isSameAs(old);
    }

    @Test
    void theClassesOfARemovedJarGoWithItsLastRoutesWithinAMinute() throws Exception {
        Path jar = jar(201);
        assertThat(gateway.reload()).isEmpty();
        assertThat(status("/a")).isEqualTo(201);
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = loader(queue);

        Files.delete(jar);
        assertThat(gateway.reload()).hasSize(2);
        assertThat(status("/a")).as("the last good revision goes on").isEqualTo(201);
        System.gc();
        assertThat(loader.get()).as("the last good revisions hold it").isNotNull();

        Files.delete(folder.resolve("pipelines/x.yaml"));
        Files.delete(folder.resolve("pipelines/y.yaml"));
        assertThat(gateway.reload()).isEmpty();
        assertThat(status("/a")).isEqualTo(404);
        assertThat(queue.remove(MINUTE)).isSameAs(loader);
    }

    @Test
    void aJarServesSoonAfterItsDropWithoutBeingAskedTo() throws Exception {
        jar(201);
        long dropped = System.nanoTime();
        while (status("/a") != 201) {
            assertThat(Duration.ofNanos(System.nanoTime() - dropped)).isLessThan(Duration.ofSeconds(20));
            Thread.onSpinWait();
        }
    }

    @Test
    void whatAJarIsIsOnTheAdminPages() throws Exception {
        new JarMaker(classes)
                .attribute("Penstock-Plugin", "acme-auth")
                .attribute("Implementation-Version", "1.2")
                .trouble("return java.util.Optional.of(\"the licence has expired\");")
                .write(folder.resolve("plugins/acme.jar"));
        assertThat(gateway.reload()).isEmpty();
        assertThat(page("/routes"))
                .contains("\"plugins\":[{\"name\":\"acme-auth\",\"version\":\"1.2\",\"jar\":\"acme.jar\","
                        + "\"steps\":[\"acme\"],\"state\":\"trouble\",\"trouble\":\"the licence has expired\"}]");
        assertThat(page("/metrics")).contains("penstock_plugin_up{plugin=\"acme-auth\",version=\"1.2\",} 0.0");
    }

    @Test
    void aStepThatThrowsWhileItIsCreatedIsAFaultOfItsPlaceAndOtherFilesServe() throws Exception {
        write("z.yaml", "api: z\nroutes:\n  - {name: c, match: GET /c, steps: [{other: {}}]}\n");
        new JarMaker(classes)
                .create("if (true) throw new AssertionError(\"secret\");")
                .write(folder.resolve("plugins/acme.jar"));
        new JarMaker(classes).type("other").status(203).write(folder.resolve("plugins/other.jar"));
        assertThat(gateway.reload().toString())
                .contains(
                        "x.yaml:3:45: the step 'acme' failed while it was created, with AssertionError: the log says why")
                .doesNotContain("secret");
        assertThat(status("/c")).isEqualTo(203);
    }

    @Test
    void whatAJarLeavesRunningEndsWithItAndOthersMayOfferWhatItDid() throws Exception {
        Path jar = new JarMaker(classes)
                .start(OFFER
                        + "host.scheduler().every(java.time.Duration.ofHours(1), () -> {"
                        + " host.state(\"acme:ran\", AtomicInteger.class, () -> ran).incrementAndGet();"
                        + " return io.vertx.core.Future.succeededFuture(); });")
                .write(folder.resolve("plugins/acme.jar"));
        assertThat(gateway.reload()).isEmpty();
        Supplier<?> offered = gateway.service(Supplier.class).orElseThrow();
        gateway.advance(Duration.ofHours(2));
        assertThat(offered.get()).isEqualTo(1);

        new JarMaker(classes).type("other").start(OFFER).write(folder.resolve("plugins/b.jar"));
        assertThat(gateway.reload().toString())
                .contains("b.jar:1:1: expected a plugin that starts, found one that fails:"
                        + " java.lang.IllegalStateException: Supplier is offered by acme already");

        Files.delete(jar);
        Files.delete(folder.resolve("pipelines/x.yaml"));
        Files.delete(folder.resolve("pipelines/y.yaml"));
        gateway.reload();
        while (gateway.service(Supplier.class).isPresent()) {
            Thread.onSpinWait();
        }
        gateway.reload();
        gateway.advance(Duration.ofHours(2));
        assertThat(offered.get()).as("the timer has ended").isEqualTo(1);
    }

    @Test
    void aBadJarIsAFaultAmongTheOthers() throws Exception {
        Path bad = Files.writeString(folder.resolve("plugins/bad.jar"), "no jar");
        jar(200);
        assertThat(gateway.reload().toString()).contains(bad + ":1:1: expected a jar, found a file that is none");
        assertThat(status("/a")).isEqualTo(200);
    }

    private Path jar(int status) throws IOException {
        return new JarMaker(classes).status(status).start(OFFER).write(folder.resolve("plugins/acme.jar"));
    }

    private WeakReference<ClassLoader> loader(ReferenceQueue<ClassLoader> queue) {
        Supplier<?> offered = gateway.service(Supplier.class).orElseThrow();
        return new WeakReference<>(offered.getClass().getClassLoader(), queue);
    }

    private String page(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.adminPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int status(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(folder.resolve("pipelines").resolve(name), text);
    }
}

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come and go while a gateway serves. */
@Timeout(60)
class GatewayJarTest {
    private static final String OFFER =
            "host.offer(java.util.function.Supplier.class, new java.util.function.Supplier<String>() {"
                    + " @Override public String get() { return \"acme\"; } });"
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
    void aDroppedJarServesAndIsReplacedAndLeavesNothingBehind() throws Exception {
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
        ReferenceQueue<ClassLoader> second = new ReferenceQueue<>();
        WeakReference<ClassLoader> better = loader(second);
        assertThat(isCollected(first, 300)).isTrue();
        assertThat(old.get()).isNull();

        Files.delete(jar);
        assertThat(gateway.reload()).hasSize(2);
        assertThat(status("/a")).as("the last good revision goes on").isEqualTo(202);
        write("x.yaml", "api: x\nroutes: [{name: b, match: /c, steps: [{acme: {}}]}]\n");
        assertThat(isCollected(second, 20))
                .as("the last good revisions hold it")
                .isFalse();
        assertThat(status("/b")).isEqualTo(202);

        // Camel keeps the context that started last in a static: another must start before the last of the jar goes.
        Files.delete(folder.resolve("pipelines/x.yaml"));
        write("y.yaml", "api: y\nroutes: [{name: b, match: /b, steps: [{other: {}}]}]\n");
        new JarMaker(classes).type("other").status(203).write(folder.resolve("plugins/other.jar"));
        assertThat(gateway.reload()).isEmpty();
        assertThat(status("/b")).isEqualTo(203);
        assertThat(status("/a")).isEqualTo(404);
        assertThat(isCollected(second, 300)).isTrue();
        assertThat(better.get()).isNull();
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

    private static boolean isCollected(ReferenceQueue<ClassLoader> queue, int looks) throws InterruptedException {
        for (int i = 0; i < looks; i++) {
            System.gc();
            if (queue.remove(100) != null) {
                return true;
            }
        }
        return false;
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

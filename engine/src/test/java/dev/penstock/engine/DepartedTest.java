package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.plugin.JarMaker;
import dev.penstock.engine.plugin.Plugins;
import dev.penstock.engine.plugin.Retired;
import dev.penstock.sdk.testkit.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are gone, and what they leave behind. */
@Timeout(60)
class DepartedTest {
    @TempDir
    Path folder;

    @TempDir
    Path classes;

    private final TestHost host = new TestHost();
    private final List<String> heard = new ArrayList<>();
    private final Departed departed = new Departed(Duration.ZERO, Duration.ZERO, heard::add);

    @Test
    void aJarThatLeavesNothingIsForgotten() throws IOException {
        departed.add(gone(new JarMaker(classes)));
        while (departed.held() > 0) {
            System.gc();
            departed.look();
        }
        assertThat(departed.held()).isZero();
    }

    @Test
    void aThreadThatAJarLeavesIsCountedAndItsNameToldOnceUntilItEnds() throws IOException {
        CountDownLatch end = host.state("acme:end", CountDownLatch.class, () -> new CountDownLatch(1));
        Retired jar = gone(
                new JarMaker(classes)
                        .start(
                                "java.util.concurrent.CountDownLatch end = host.state(\"acme:end\","
                                        + " java.util.concurrent.CountDownLatch.class, () -> null);"
                                        + " Thread left = new Thread(() -> { try { end.await(); }"
                                        + " catch (InterruptedException told) {} }, \"acme-left\"); left.setDaemon(true); left.start();"));
        departed.add(jar);
        assertThat(jar.threads()).containsExactly("acme-left");
        departed.look();
        departed.look();
        assertThat(departed.held()).isEqualTo(1);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0))
                .contains("acme.jar (acme) is out of service, but its classes are still held")
                .contains("its 'stop' must end the threads [acme-left]");
        end.countDown();
        while (departed.held() > 0) {
            System.gc();
            departed.look();
        }
    }

    /** In a method of its own, so that no local of the caller holds anything of the jar. */
    private Retired gone(JarMaker maker) throws IOException {
        Path jar = maker.write(folder.resolve("acme.jar"));
        Plugins plugins = new Plugins(folder, new Binder());
        Faults faults = new Faults();
        plugins.refresh(host, faults, true);
        assertThat(faults.list()).isEmpty();
        Files.delete(jar);
        List<Retired> retired = plugins.refresh(host, faults, true).retired();
        assertThat(retired).hasSize(1);
        retired.get(0).close();
        plugins.close();
        return retired.get(0);
    }
}

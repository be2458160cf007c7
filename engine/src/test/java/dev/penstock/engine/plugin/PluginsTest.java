package dev.penstock.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.testkit.TestHost;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @TempDir
    Path folder;

    @TempDir
    Path classes;

    private final TestHost host = new TestHost();
    private final Binder binder = new Binder();
    private Faults faults = new Faults();
    private Plugins plugins;

    @BeforeEach
    void openPlugins() {
        plugins = new Plugins(folder, binder, ClassLoader.getPlatformClassLoader(), Duration.ofSeconds(1));
    }

    @AfterEach
    void closePlugins() {
        plugins.close();
    }

    private JarMaker maker() {
        return new JarMaker(classes);
    }

    private Plugins.Refreshed refresh() {
        faults = new Faults();
        return plugins.refresh(host, faults, true);
    }

    private StepFactory<?> found(String type) {
        refresh();
        return plugins.catalogue().find(type).orElseThrow();
    }

    private Set<String> types() {
        refresh();
        return plugins.catalogue().types();
    }

    private int count(String key) {
        return host.state("acme:" + key)
                .map(AtomicInteger.class::cast)
                .map(AtomicInteger::get)
                .orElse(0);
    }

    @Test
    void aJarIsStartedAndItsStepFound() throws IOException {
        maker().write(folder.resolve("acme.jar"));
        refresh();
        StepCatalogue catalogue = plugins.catalogue();
        assertThat(faults.list()).isEmpty();
        assertThat(count("started")).isEqualTo(1);
        assertThat(catalogue.types()).containsExactly("acme");
        assertThat(catalogue.unknown("acmee", "use"))
                .isEqualTo("unknown step 'acmee': expected one of acme, use; did you mean 'acme'?");
        assertThat(create(catalogue.find("acme").orElseThrow())).hasSize(1);
    }

    @Test
    void aJarSeesTheSdkAndNothingOfTheGateway() throws IOException {
        List<String> hidden = List.of(
                "dev.penstock.engine.plugin.Plugins",
                "org.snakeyaml.engine.v2.api.Load",
                "com.fasterxml.jackson.core.JsonFactory",
                "io.netty.buffer.ByteBuf",
                "org.assertj.core.api.Assertions");
        List<String> shared = List.of("dev.penstock.sdk.Json", "io.vertx.core.buffer.Buffer", "org.slf4j.Logger");
        StringBuilder looks = new StringBuilder();
        hidden.forEach(name -> looks.append("look(\"" + name + "\");"));
        shared.forEach(name -> looks.append("look(\"" + name + "\");"));
        maker().start(looks.toString()).write(folder.resolve("acme.jar"));
        refresh();
        assertThat(faults.list()).isEmpty();
        assertThat(hidden).allSatisfy(name -> assertThat(seen(name)).isEqualTo("hidden"));
        assertThat(shared).allSatisfy(name -> assertThat(name).endsWith("." + seen(name)));
    }

    @Test
    void anUnchangedJarKeepsItsLoader() throws IOException {
        maker().write(folder.resolve("acme.jar"));
        StepFactory<?> before = found("acme");
        Plugins.Refreshed again = refresh();
        assertThat(plugins.catalogue().find("acme")).containsSame(before);
        assertThat(again.retired()).isEmpty();
        assertThat(again.changed()).isFalse();
        assertThat(count("started")).isEqualTo(1);
    }

    @Test
    void aReplacedJarServesWhileTheOldOneWaitsToBeClosed() throws IOException {
        Path jar = maker().write(folder.resolve("acme.jar"));
        StepFactory<?> old = found("acme");
        replace(jar, maker().type("better"));
        Plugins.Refreshed replaced = refresh();
        assertThat(faults.list()).isEmpty();
        assertThat(plugins.catalogue().types()).containsExactly("better");
        assertThat(replaced.changed()).isTrue();
        assertThat(replaced.retired()).hasSize(1);
        Retired retired = replaced.retired().get(0);
        assertThat(retired.owns(old.getClass())).isTrue();
        assertThat(count("stopped")).isZero();
        assertThat(create(old)).hasSize(1);
        retired.close();
        retired.close();
        assertThat(count("stopped")).isEqualTo(1);
        assertThat(retired.owns(old.getClass())).isFalse();
    }

    @Test
    void theLoaderOfARemovedJarIsCollected() throws Exception {
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        WeakReference<ClassLoader> loader = useAndRemove(queue);
        for (int i = 0; i < 100 && queue.remove(100) == null; i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    /** In a method of its own, so that no local of the caller holds anything of the jar. */
    private WeakReference<ClassLoader> useAndRemove(ReferenceQueue<ClassLoader> queue) throws IOException {
        Path jar = maker().write(folder.resolve("acme.jar"));
        StepFactory<?> factory = found("acme");
        assertThat(create(factory)).hasSize(1);
        WeakReference<ClassLoader> loader =
                new WeakReference<>(factory.getClass().getClassLoader(), queue);
        Files.delete(jar);
        Plugins.Refreshed removed = refresh();
        assertThat(plugins.catalogue().types()).isEmpty();
        removed.retired().forEach(Retired::close);
        assertThat(count("stopped")).isEqualTo(1);
        return loader;
    }

    @Test
    void overwritingAJarDoesNotTouchTheRunningOne() throws IOException {
        Path jar = maker().write(folder.resolve("acme.jar"));
        StepFactory<?> factory = found("acme");
        Files.write(jar, new byte[] {1, 2, 3});
        assertThat(create(factory)).as("its record is loaded from the copy").hasSize(1);
    }

    @Test
    void aBrokenReplacementLeavesTheGoodOneServing() throws IOException {
        Path jar = maker().write(folder.resolve("acme.jar"));
        refresh();
        Files.write(jar, new byte[] {1, 2, 3});
        Plugins.Refreshed broken = refresh();
        assertThat(faults.list().toString()).contains("acme.jar:1:1: expected a jar, found a file that is none");
        assertThat(plugins.catalogue().types()).containsExactly("acme");
        assertThat(broken.retired()).isEmpty();
        refresh();
        assertThat(faults.hasFaults()).as("told each time").isTrue();
    }

    @Test
    void whatIsNoGoodJarIsToldAndTheOthersGoOn() throws IOException {
        maker().write(folder.resolve("good.jar"));
        maker().sdk("").write(folder.resolve("a.jar"));
        maker().sdk("0.2").write(folder.resolve("b.jar"));
        maker().sdk("new").write(folder.resolve("c.jar"));
        maker().service("").write(folder.resolve("d.jar"));
        maker().service("acme.Missing").write(folder.resolve("e.jar"));
        maker().start("throw new IllegalStateException(\"no licence\");").write(folder.resolve("f.jar"));
        maker().start("throw new NoClassDefFoundError(\"lost/Type\");").write(folder.resolve("g.jar"));
        Files.writeString(folder.resolve("h.jar"), "no jar");
        maker().type("Acme").write(folder.resolve("i.jar"));
        Files.createDirectory(folder.resolve("camel"));
        Files.writeString(folder.resolve("readme.txt"), "no jar");
        assertThat(types()).containsExactly("acme");
        assertThat(faults.list().stream().map(PluginsTest::bare))
                .containsExactly(
                        "a.jar: expected 'Penstock-Sdk: 0.1' in the manifest, found none: add it when building the jar",
                        "b.jar: expected a jar for the SDK 0.1 of this gateway, found one for 0.2: take another version"
                                + " of the jar or of the gateway",
                        "c.jar: expected 'Penstock-Sdk: 0.1' in the manifest, found 'new': add it when building the jar",
                        "d.jar: expected META-INF/services/dev.penstock.sdk.Plugin that names a plugin, found none",
                        "e.jar: expected a plugin that starts, found one that fails: dev.penstock.sdk.Plugin: Provider"
                                + " acme.Missing not found",
                        "f.jar: expected a plugin that starts, found one that fails:"
                                + " java.lang.IllegalStateException: no licence",
                        "g.jar: expected a plugin that starts, found one that fails:"
                                + " java.lang.NoClassDefFoundError: lost/Type",
                        "h.jar: expected a jar, found a file that is none: zip END header not found",
                        "i.jar: expected a step type such as api-key, found 'Acme'");
    }

    @Test
    void aStepThatTwoJarsBringIsAFaultOfTheNewcomer() throws IOException {
        maker().write(folder.resolve("z.jar"));
        StepFactory<?> first = found("acme");
        maker().write(folder.resolve("a.jar"));
        assertThat(found("acme")).isSameAs(first);
        assertThat(faults.list().stream().map(PluginsTest::bare))
                .containsExactly("a.jar: the step 'acme' is brought by " + folder.resolve("z.jar")
                        + " too: remove one of the two");
        Files.delete(folder.resolve("z.jar"));
        assertThat(types()).containsExactly("acme");
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereHasNoJars() {
        try (Plugins none = new Plugins(folder.resolve("nosuch"), binder)) {
            Plugins.Refreshed nothing = none.refresh(host, faults, true);
            assertThat(nothing.retired()).isEmpty();
            assertThat(faults.list()).isEmpty();
        }
    }

    @Test
    void closingStopsAllEvenThoseThatThrow() throws IOException {
        maker().stop("throw new IllegalStateException();").write(folder.resolve("a.jar"));
        maker().type("other").write(folder.resolve("b.jar"));
        refresh();
        plugins.close();
        assertThat(count("stopped")).isEqualTo(2);
    }

    private Object seen(String name) {
        return ((AtomicReference<?>) host.state("acme:" + name).orElseThrow()).get();
    }

    private <C extends Record> List<Stage> create(StepFactory<C> factory) {
        Node settings = new Node.Mapping(new Place("x.yaml", 1, 1), List.of());
        return factory.create(binder.bind(settings, factory.settings(), faults).orElseThrow(), null);
    }

    /** Moves another jar over this one, with a time of its own. */
    private void replace(Path jar, JarMaker better) throws IOException {
        Path next = better.write(classes.resolve("next"));
        Files.setLastModifiedTime(next, FileTime.from(Instant.EPOCH));
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String bare(Fault fault) {
        return Path.of(fault.place().file()).getFileName() + ": " + fault.message();
    }
}

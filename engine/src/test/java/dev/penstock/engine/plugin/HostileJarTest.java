package dev.penstock.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Binder;
import dev.penstock.engine.config.Faults;
import dev.penstock.sdk.testkit.TestHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that should not be dropped, and jars that are caught half-way: each is named, and the others serve. */
class HostileJarTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    @TempDir
    Path classes;

    private final TestHost host = new TestHost();
    private Faults faults = new Faults();
    private Plugins plugins;

    @BeforeEach
    void aGoodJarServes() throws IOException {
        plugins = new Plugins(folder, new Binder(), ClassLoader.getPlatformClassLoader(), Duration.ofSeconds(1));
        maker().type("good").write(folder.resolve("a-good.jar"));
    }

    @AfterEach
    void closePlugins() {
        plugins.close();
    }

    @Test
    void aJarThatEndsTooEarly() throws IOException {
        byte[] whole = Files.readAllBytes(maker().write(classes.resolve("whole")));
        Files.write(folder.resolve("bad.jar"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(faultOf("bad.jar")).startsWith("expected a jar, found a file that is none: ");
    }

    @Test
    void aJarWithBytesThatAreNoClass() throws IOException {
        maker().entry("acme/AcmePlugin.class", "no class".getBytes(StandardCharsets.UTF_8))
                .write(folder.resolve("bad.jar"));
        assertThat(faultOf("bad.jar"))
                .startsWith("expected a plugin that starts, found one that fails: java.lang.ClassFormatError");
    }

    @Test
    void aJarWithTheGatewaysOwnClassesInside() throws IOException {
        for (String own : new String[] {
            "dev/penstock/sdk/Call.class",
            "dev/penstock/engine/Gateway.class",
            "io/vertx/core/Vertx.class",
            "org/slf4j/Logger.class"
        }) {
            maker().entry(own, NOTHING).write(folder.resolve("bad.jar"));
            assertThat(faultOf("bad.jar"))
                    .isEqualTo("expected the gateway's own classes outside, found '" + own
                            + "' in the jar: give that dependency the scope 'provided'");
        }
    }

    @Test
    void aJarWithACamelOfItsOwnUsesThatOne() throws IOException {
        maker().entry("org/apache/camel/CamelContext.class", NOTHING)
                .start("look(\"org.apache.camel.Exchange\");")
                .write(folder.resolve("own.jar"));
        refresh(true);
        assertThat(faults.list()).isEmpty();
        assertThat(plugins.catalogue().types()).containsExactly("acme", "good");
        assertThat(host.state("acme:org.apache.camel.Exchange").map(Object::toString))
                .as("the gateway's Camel is not seen")
                .contains("hidden");
    }

    @Test
    void aJarWithEntriesThatLeaveIt() throws IOException {
        for (String name : new String[] {"../evil.class", "acme/../../evil.class", "/etc/evil", "a\\..\\b"}) {
            maker().entry(name, NOTHING).write(folder.resolve("bad.jar"));
            assertThat(faultOf("bad.jar")).startsWith("expected entries with names inside the jar, found '" + name);
        }
    }

    @Test
    void aJarForALaterJava() throws IOException {
        byte[] later = Files.readAllBytes(compiled().resolve("acme/AcmePlugin.class"));
        later[7] = (byte) (44 + 99);
        maker().entry("acme/AcmePlugin.class", later).write(folder.resolve("bad.jar"));
        int here = Runtime.version().feature();
        assertThat(faultOf("bad.jar"))
                .isEqualTo(
                        "expected a plugin that starts, found one that fails: it was compiled for Java 99, this gateway"
                                + " runs on Java " + here + ": compile it with --release " + here
                                + ", or run the gateway on a later Java");
    }

    @Test
    void twoJarsOfOneNameUntilTheFirstIsGone() throws IOException {
        maker().attribute("Penstock-Plugin", "acme").write(folder.resolve("acme-1.0.jar"));
        refresh(true);
        maker().attribute("Penstock-Plugin", "acme").type("newer").write(folder.resolve("acme-1.1.jar"));
        assertThat(faultOf("acme-1.1.jar"))
                .isEqualTo("the plugin 'acme' is brought by " + folder.resolve("acme-1.0.jar")
                        + " too: remove one of the two");
        assertThat(plugins.catalogue().types()).containsExactly("acme", "good");
        Files.delete(folder.resolve("acme-1.0.jar"));
        refresh(true);
        assertThat(faults.list()).isEmpty();
        assertThat(plugins.catalogue().types()).containsExactly("good", "newer");
    }

    @Test
    void aNameThatIsNone() throws IOException {
        maker().attribute("Penstock-Plugin", "My Plugin").write(folder.resolve("bad.jar"));
        assertThat(faultOf("bad.jar"))
                .isEqualTo("expected 'Penstock-Plugin: ' and a name such as acme-auth in the manifest, found"
                        + " 'My Plugin'");
    }

    @Test
    void aJarThatIsStillBeingWrittenIsLeftAloneUntilItRests() throws IOException {
        refresh(true);
        byte[] whole = Files.readAllBytes(maker().write(classes.resolve("whole")));
        Path jar = Files.write(folder.resolve("slow.jar"), Arrays.copyOf(whole, 100));
        assertThat(refresh(false).settled()).isFalse();
        Files.write(jar, Arrays.copyOf(whole, 1000));
        assertThat(refresh(false).settled()).isFalse();
        Files.write(jar, whole);
        assertThat(refresh(false).settled()).isFalse();
        assertThat(faults.list()).isEmpty();
        assertThat(refresh(false).settled()).isTrue();
        assertThat(faults.list()).isEmpty();
        assertThat(plugins.catalogue().types()).containsExactly("acme", "good");
    }

    @Test
    void aPluginThatDoesNotEndItsStart() throws IOException {
        maker().start("try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException told)"
                        + " { count(\"told\"); }")
                .write(folder.resolve("bad.jar"));
        assertThat(faultOf("bad.jar"))
                .isEqualTo("expected 'start' of acme.AcmePlugin to end within 1s: let it do its work on a thread of its"
                        + " own");
        assertThat(host.state("acme:stopped").map(Object::toString))
                .as("what it began is stopped")
                .contains("1");
    }

    @Test
    void aPluginWhoseTroubleTakesTooLong() throws IOException {
        maker().trouble(
                        "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException told) {}"
                                + " return java.util.Optional.empty();")
                .attribute("Implementation-Version", "1.2")
                .write(folder.resolve("acme.jar"));
        refresh(true);
        assertThat(plugins.health()).hasSize(2);
        JarHealth acme = plugins.health().get(1);
        assertThat(acme.jar()).isEqualTo(new JarIdentity("acme", "1.2"));
        assertThat(acme.steps()).containsExactly("acme");
        assertThat(acme.trouble())
                .contains(
                        "expected 'trouble' of acme.AcmePlugin to end within 1s: let it do its work on a thread of its"
                                + " own");
        assertThat(plugins.health().get(0).trouble()).isEmpty();
    }

    @Test
    void whatEndsTheJvmsThreadsEndsNoMoreThanTheJar() throws IOException {
        maker().start("throw new StackOverflowError();").write(folder.resolve("bad.jar"));
        assertThat(faultOf("bad.jar"))
                .isEqualTo("expected a plugin that starts, found one that fails: java.lang.StackOverflowError");
    }

    @Test
    void aReplacementThatIsCaughtHalfWayLeavesTheGoodOneServing() throws IOException {
        Path jar = maker().write(folder.resolve("acme.jar"));
        refresh(true);
        byte[] whole = Files.readAllBytes(jar);
        Files.write(classes.resolve("half"), Arrays.copyOf(whole, whole.length - 30));
        Files.move(classes.resolve("half"), jar, StandardCopyOption.REPLACE_EXISTING);
        assertThat(faultOf("acme.jar")).startsWith("expected a jar, found a file that is none: ");
        assertThat(plugins.catalogue().types()).containsExactly("acme", "good");
    }

    private JarMaker maker() {
        return new JarMaker(classes);
    }

    private Path compiled() throws IOException {
        maker().write(classes.resolve("compiled"));
        return classes;
    }

    private Plugins.Refreshed refresh(boolean now) {
        faults = new Faults();
        return plugins.refresh(host, faults, now);
    }

    /** The one fault there is, which is that of this file; the good jar serves on. */
    private String faultOf(String file) {
        refresh(true);
        assertThat(plugins.catalogue().types()).contains("good");
        assertThat(faults.list()).hasSize(1);
        assertThat(faults.list().get(0).place().file())
                .isEqualTo(folder.resolve(file).toString());
        return faults.list().get(0).message();
    }
}

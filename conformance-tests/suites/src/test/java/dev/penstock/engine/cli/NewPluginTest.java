package dev.penstock.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.plugin.SdkVersion;
import dev.penstock.sdk.Plugin;
import dev.penstock.sdk.testkit.StepTest;
import io.vertx.core.Future;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** {@code penstock new plugin}, whose project is {@code docs/examples/plugin}. */
class NewPluginTest {
    private static final Path EXAMPLE = Path.of("../../docs/examples/plugin");

    @TempDir
    private Path folder;

    @Test
    void theProjectCompilesItsTestPassesAndItsJarServes() throws Exception {
        Path project = folder.resolve("project");
        Ran ran = Ran.penstock("new", "plugin", "acme-auth", "--into", project);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("wrote " + project.resolve("src/main/java/com/example/AcmeAuthPlugin.java"));

        Path classes = compiled(project);
        assertThat(passes("com.example.AcmeAuthPluginTest", classes)).isEqualTo(2);

        Path jars = Files.createDirectories(folder.resolve("jars"));
        pack(classes, project.resolve("src/main/resources"), jars.resolve("acme-auth.jar"));
        Path pipelines = project.resolve("pipelines");
        assertThat(Ran.penstock("check", "--plugins", jars, pipelines))
                .isEqualTo(new Ran(0, "", "penstock: no faults in 1 route\n"));
        assertThat(Ran.penstock("test", "--plugins", jars, pipelines).out()).contains("1 passed, 0 failed");
        assertThat(Ran.penstock("schema", "--plugins", jars).out()).contains("\"acme-auth\"");
        assertThat(Ran.penstock("explain", "GET", "/hello/x", "--plugins", jars, "--pipelines", pipelines)
                        .out())
                .contains("acme-auth");

        Files.writeString(pipelines.resolve("demo.yaml"), """
                api: demo
                routes: [{name: hello, match: GET /, steps: [{acme-auth: {txt: x}}, {respond: {}}]}]
                """);
        assertThat(Ran.penstock("check", "--plugins", jars, pipelines).out())
                .as("its settings are bound like any other's")
                .contains("demo.yaml:2:59: unknown key 'txt'", "did you mean 'text'?");
    }

    @Test
    void theExampleIsWhatTheCommandWrites() throws IOException {
        Path project = folder.resolve("plugin");
        Ran.penstock("new", "plugin", "greeting", "--into", project, "--repository", "/sdk");
        Map<String, String> example = texts(EXAMPLE);
        example.computeIfPresent(
                "pom.xml",
                (name, text) ->
                        text.replace("${project.baseUri}../../../plugins/bundle/target/repository", "file:///sdk"));
        assertThat(example)
                .as("write it anew: ./penstock new plugin greeting --into docs/examples/plugin")
                .isEqualTo(texts(project));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Ran ran = Ran.penstock("new", "plugin", "mine", "--into", mine);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("mine is there already: nothing was written");
        assertThat(mine).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "Bad Name", "7up", "", "a/b", "a--b", "a-"})
    void aNameThatIsNoneIsWrongUsage(String name) {
        Ran ran = Ran.penstock("new", "plugin", name, "--into", folder.resolve("none"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("NAME: expected a step type such as acme-auth, found '" + name + "'");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    /** By what a third party has: the SDK, its test kit, Vert.x, JUnit. */
    private Path compiled(Path project) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> sources;
        try (Stream<Path> files = Files.walk(project)) {
            sources = files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        }
        List<String> words = new ArrayList<>(
                List.of("-Xlint:all,-classfile,-processing", "-Werror", "--release", "17", "-d", "" + classes));
        words.add("-cp");
        words.add(
                Stream.of(Plugin.class, StepTest.class, API.class, Future.class, Test.class, AssertionFailedError.class)
                        .map(NewPluginTest::home)
                        .collect(Collectors.joining(File.pathSeparator)));
        words.addAll(sources);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    private static int passes(String test, Path classes) throws Exception {
        URL[] own = {classes.toUri().toURL()};
        int passed = 0;
        try (URLClassLoader loader = new URLClassLoader(own, NewPluginTest.class.getClassLoader())) {
            Class<?> type = loader.loadClass(test);
            Constructor<?> made = type.getDeclaredConstructor();
            made.setAccessible(true);
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(made.newInstance());
                    passed++;
                }
            }
        }
        return passed;
    }

    private static void pack(Path classes, Path resources, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Penstock-Plugin", "acme-auth");
        manifest.getMainAttributes().putValue("Penstock-Sdk", SdkVersion.CURRENT.toString());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            for (Path root : List.of(classes, resources)) {
                for (Map.Entry<String, byte[]> file : bytes(root).entrySet()) {
                    packed.putNextEntry(new JarEntry(file.getKey()));
                    packed.write(file.getValue());
                }
            }
        }
    }

    private static Map<String, String> texts(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        bytes(root).forEach((name, bytes) -> {
            if (!name.startsWith("target/")) {
                texts.put(name, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    private static Map<String, byte[]> bytes(Path root) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return bytes;
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.penstock.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Plugin;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a plugin and packs it, as its author's build would. */
public final class JarMaker {
    /** A plugin with one step; the names in percent signs are filled in. */
    private static final String SOURCE = """
            package acme;
            import dev.penstock.sdk.*;
            import java.util.List;
            import java.util.concurrent.atomic.AtomicInteger;
            import java.util.concurrent.atomic.AtomicReference;
            public final class AcmePlugin implements Plugin, StepFactory<AcmePlugin.Config> {
                public record Config(@Default("5") int amount) {}
                private Host host;
                @Override public List<StepFactory<?>> steps() { return List.of(this); }
                @Override public void start(Host host) { this.host = host; %START% }
                @Override public void stop() { count("stopped"); %STOP% }
                @Override public java.util.Optional<String> trouble() { %TROUBLE% }
                @Override public String type() { return "%TYPE%"; }
                @Override public Class<Config> settings() { return Config.class; }
                @Override public List<Stage> create(Config settings, StepContext context) {
                    %CREATE%
                    Step step = call -> {
                        %STEP%
                    };
                    if (context != null) {
                        context.answers();
                    }
                    return List.of(step);
                }
                private void count(String key) {
                    host.state("acme:" + key, AtomicInteger.class, AtomicInteger::new).incrementAndGet();
                }
                private void look(String name) {
                    AtomicReference<String> seen =
                            new AtomicReference<>(seen(name));
                    host.state("acme:" + name, AtomicReference.class, () -> seen);
                }
                private static String seen(String name) {
                    try {
                        return Class.forName(name).getSimpleName();
                    } catch (ClassNotFoundException hidden) {
                        return "hidden";
                    }
                }
            }
            """;

    private final Path classes;
    private String start = "count(\"started\");";
    private String stop = "";
    private String type = "acme";
    private String create = "";
    private String step = "call.respond(Reply.of(200)); return io.vertx.core.Future.succeededFuture();";
    private String trouble = "return java.util.Optional.empty();";
    private String service = "acme.AcmePlugin";
    private final Map<String, String> attributes = new TreeMap<>(Map.of("Penstock-Sdk", "0.1"));
    private final Map<String, byte[]> entries = new TreeMap<>();

    public JarMaker(Path classes) {
        this.classes = classes;
    }

    /** The type of the step. */
    public JarMaker type(String type) {
        this.type = type;
        return this;
    }

    /** What the step answers. */
    public JarMaker status(int status) {
        return step("call.respond(Reply.of(" + status + ")); return io.vertx.core.Future.succeededFuture();");
    }

    /** The body of the step, which has {@code call}. */
    public JarMaker step(String statements) {
        this.step = statements;
        return this;
    }

    /** What is done as the step is created, with {@code settings} and {@code context}. */
    public JarMaker create(String statements) {
        this.create = statements;
        return this;
    }

    /** The body of {@code trouble}. */
    public JarMaker trouble(String statements) {
        this.trouble = statements;
        return this;
    }

    /** A line of the manifest. */
    public JarMaker attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** A file in the jar, or another one in its place. */
    public JarMaker entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /** What the plugin does as it starts. */
    public JarMaker start(String statements) {
        this.start = statements;
        return this;
    }

    public JarMaker stop(String statements) {
        this.stop = statements;
        return this;
    }

    /** The version of the manifest; empty: none. */
    JarMaker sdk(String version) {
        return attribute("Penstock-Sdk", version);
    }

    /** The class that the service file names; empty: no service file. */
    JarMaker service(String name) {
        this.service = name;
        return this;
    }

    /** Compiles and packs. */
    public Path write(Path jar) throws IOException {
        compile();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> {
            if (!value.isEmpty()) {
                manifest.getMainAttributes().putValue(name, value);
            }
        });
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.list(classes.resolve("acme"))) {
            for (Path file : files.toList()) {
                entries.putIfAbsent("acme/" + file.getFileName(), Files.readAllBytes(file));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                packed.putNextEntry(new JarEntry(entry.getKey()));
                packed.write(entry.getValue());
            }
            if (!service.isEmpty()) {
                packed.putNextEntry(new JarEntry("META-INF/services/dev.penstock.sdk.Plugin"));
                packed.write(service.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile() {
        String source = SOURCE.replace("%TYPE%", type)
                .replace("%START%", start)
                .replace("%STOP%", stop)
                .replace("%TROUBLE%", trouble)
                .replace("%CREATE%", create)
                .replace("%STEP%", step);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-cp", pathOf(Plugin.class) + ":" + pathOf(Future.class), "-d", "" + classes);
        assertThat(compiler.getTask(null, null, null, options, null, List.of(new Source(source)))
                        .call())
                .isTrue();
    }

    private static Path pathOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///acme/AcmePlugin.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

package dev.penstock.engine.compile;

import dev.penstock.engine.camel.CamelContexts;
import dev.penstock.engine.camel.Endpoints;
import dev.penstock.engine.config.ApiSpec;
import dev.penstock.engine.config.DataFile;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.Loaded;
import dev.penstock.engine.config.Nearest;
import dev.penstock.engine.config.Placed;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.config.UpstreamTls;
import dev.penstock.engine.tls.ClientTls;
import dev.penstock.engine.upstream.UpstreamSettings;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.Upstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;

/** One pipeline file while it is compiled: the names that it knows, and what its steps leave behind. */
final class FileUnit {
    private final Loaded loaded;
    private final ApiSpec spec;
    private final Surroundings surroundings;
    private final Faults faults;
    private final Set<UpstreamSettings> upstreams = new HashSet<>();
    private final List<Runnable> releases = new ArrayList<>();
    private final Map<Once, Object> onces = new HashMap<>();
    private final Map<String, Step> watches = new LinkedHashMap<>();
    private Optional<DefaultCamelContext> context;
    private Optional<Endpoints> endpoints = Optional.empty();

    private record Once(Path file, Class<?> type) {}

    /** @param context that of its revision; empty: it gets one of its own where it needs one, until it is released */
    FileUnit(
            Loaded loaded,
            ApiSpec spec,
            Surroundings surroundings,
            Faults faults,
            Optional<DefaultCamelContext> context) {
        this.loaded = loaded;
        this.spec = spec;
        this.surroundings = surroundings;
        this.faults = faults;
        this.context = context;
    }

    ApiSpec spec() {
        return spec;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Faults faults() {
        return faults;
    }

    Set<UpstreamSettings> upstreams() {
        return upstreams;
    }

    List<Runnable> releases() {
        return releases;
    }

    /**
     * The upstream of this name: the file's own, else the shared one.
     *
     * @param keys compiles what its targets are chosen by
     */
    Optional<Upstream> upstream(Node name, BiFunction<Node, UpstreamSpec, Expression<String>> keys) {
        String wanted = text(name);
        Optional<UpstreamSpec> found = loaded.upstream(wanted);
        if (found.isEmpty()) {
            faults.fault(name, dangling("upstream", wanted, loaded.upstreamNames()));
            return Optional.empty();
        }
        UpstreamSpec use = found.get();
        Optional<Expression<String>> key = use.balance().hash().map(hash -> keys.apply(hash, use));
        UpstreamSettings settings = new PoolSettings(
                        use, spec.api(), use.tls().map(this::tls).orElse(ClientTls.DEFAULT), surroundings)
                .settings(name.place());
        if (settings.servers().isEmpty()) {
            return Optional.empty();
        }
        upstreams.add(settings);
        return Optional.of(surroundings.upstreams().get(settings, key));
    }

    private ClientTls tls(UpstreamTls tls) {
        if (tls.cert().isPresent() != tls.key().isPresent()) {
            faults.fault(
                    tls.cert().or(tls::key).orElseThrow().place(),
                    "expected 'cert' and 'key' together, found one of them alone");
        }
        ClientTls.Sources files = new ClientTls.Sources(
                tls.ca().map(this::file), tls.cert().map(this::file), tls.key().map(this::file));
        Map<String, Optional<Placed<String>>> named = Map.of("ca", tls.ca(), "cert", tls.cert(), "key", tls.key());
        return ClientTls.read(
                files,
                tls.verify(),
                tls.sni().map(UpstreamTls.ServerName::text),
                bad -> named.get(bad.source().key())
                        .filter(name -> Files.isRegularFile(bad.source().file()))
                        .ifPresent(name -> faults.settle(node(name), bad.message())));
    }

    /** The steps of this policy: the file's own, else the shared one. */
    Optional<Node> policy(Node name) {
        Optional<Node> found = loaded.policy(text(name));
        if (found.isEmpty()) {
            faults.fault(name, dangling("policy", text(name), loaded.policyNames()));
        }
        return found;
    }

    /** A file that a setting names, relative to the file that names it. */
    Path file(Node name) {
        Path path = loaded.resolve(name.place(), text(name));
        if (text(name).isEmpty() || !Files.isRegularFile(path)) {
            faults.settle(name, "expected a file, relative to this one, found none named '" + text(name) + "'");
        }
        return path;
    }

    /** A file that one of those names which steps read. */
    Optional<Path> fileBeside(Path naming, Node name) {
        Path path = naming.resolveSibling(text(name)).normalize();
        if (!loaded.isBelow(path)) {
            faults.settle(name, outside(name));
            return Optional.empty();
        }
        loaded.look(path);
        if (!Files.isRegularFile(path)) {
            faults.settle(name, "expected a file, relative to this one, found none named '" + text(name) + "'");
            return Optional.empty();
        }
        if (!loaded.isReallyBelow(path)) {
            faults.settle(name, outside(name));
            return Optional.empty();
        }
        return Optional.of(path);
    }

    private static String outside(Node name) {
        return "expected a file below the folder of the pipeline files, found '" + text(name)
                + "': move it there, and nothing else of this machine can be read by mistake";
    }

    /** What stands in a file of YAML or JSON that a setting, or another such document, names. */
    Optional<Node> document(DataFile.Kind kind, Node name) {
        if (!loaded.mayName(name.place(), text(name))) {
            faults.settle(name, outside(name));
            return Optional.empty();
        }
        Path path = file(name);
        return Files.isRegularFile(path) ? loaded.document(kind, path) : Optional.empty();
    }

    /** What the callouts of its steps go to. */
    Endpoints endpoints() {
        if (context.isEmpty()) {
            DefaultCamelContext own = surroundings.contexts().create(spec.api());
            releases.add(() -> CamelContexts.stop(own));
            context = Optional.of(own);
        }
        endpoints = endpoints.or(() -> context.map(Endpoints::new));
        return endpoints.get();
    }

    /** What is made of a file once for all steps that name it. */
    <T> T once(Path file, Class<T> type, Supplier<T> made) {
        Object found = onces.get(new Once(file, type));
        if (found == null) {
            found = made.get();
            onces.put(new Once(file, type), found);
        }
        return type.cast(found);
    }

    /** A step of this type looks for changes that come by other routes. */
    void watch(String type, Step step) {
        watches.putIfAbsent(type, step);
    }

    /** What looks for changes, by the type of the step that has it look. */
    Map<String, Step> watches() {
        return watches;
    }

    private Path file(Placed<String> name) {
        return file(node(name));
    }

    private static Node node(Placed<String> name) {
        return new Node.Scalar(name.place(), name.value(), name.value());
    }

    private static String text(Node name) {
        return name instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    private static String dangling(String kind, String wanted, Set<String> known) {
        if (wanted.isEmpty()) {
            return "expected the name of " + (kind.equals("upstream") ? "an " : "a ") + kind
                    + ", found a list or a map";
        }
        String mend = known.isEmpty()
                ? "define it"
                : "expected one of " + String.join(", ", known) + Nearest.hint(wanted, List.copyOf(known));
        return "no " + kind + " is named '" + wanted + "': " + mend;
    }
}

package dev.penstock.engine.config;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pipeline file that was read, and what its names stand for: a name in the file goes before a shared one. For one
 * thread.
 *
 * <p>Shared files are read when they are first asked for, so that {@link #files} holds what this pipeline depends on and
 * no more. Their faults go where those of the pipeline file went.
 */
public final class Loaded {
    private final Path file;
    private final Optional<ApiSpec> spec;
    private final Source source;
    private final Binder binder;
    private final Faults faults;
    private final Map<Path, Optional<Node>> documents = new HashMap<>();
    private final Map<String, Optional<Node>> sharedPolicies = new HashMap<>();
    private final Map<String, Optional<UpstreamSpec>> sharedUpstreams = new HashMap<>();

    Loaded(Path file, Source source, Binder binder, Faults faults) {
        this.file = file;
        this.source = source;
        this.binder = binder;
        this.faults = faults;
        this.spec = source.read(file, faults).flatMap(root -> ApiSpec.read(root, binder, faults));
    }

    /** The pipeline file. */
    public Path file() {
        return file;
    }

    /** What it says; empty when it is no pipeline file at all. */
    public Optional<ApiSpec> spec() {
        return spec;
    }

    /** The steps of a policy. */
    public Optional<Node> policy(String name) {
        Optional<Node> own = spec.map(api -> api.policies().get(name));
        return own.isPresent() ? own : sharedPolicies.computeIfAbsent(name, this::sharedPolicy);
    }

    /** The settings of an upstream. */
    public Optional<UpstreamSpec> upstream(String name) {
        Optional<UpstreamSpec> own = spec.map(api -> api.upstreams().get(name));
        return own.isPresent() ? own : sharedUpstreams.computeIfAbsent(name, this::sharedUpstream);
    }

    /** The policies there are, in this file and shared ones. */
    public Set<String> policyNames() {
        Set<String> names = new TreeSet<>(PipelineFolder.names(folder("policies")));
        spec.ifPresent(api -> names.addAll(api.policies().keySet()));
        return names;
    }

    /** The upstreams there are, in this file and shared ones. */
    public Set<String> upstreamNames() {
        Set<String> names = new TreeSet<>(PipelineFolder.names(folder("upstreams")));
        spec.ifPresent(api -> names.addAll(api.upstreams().keySet()));
        return names;
    }

    /**
     * The path of a file that is named there: relative to the file that names it. It is one of {@link #files} from now
     * on, whether it is there or not.
     */
    public Path resolve(Place at, String path) {
        Path naming = source.named().getOrDefault(at.file(), file);
        Path resolved = naming.resolveSibling(path).normalize();
        source.look(resolved);
        return resolved;
    }

    /** Whether what stands there may name this file: a document names none outside the folder of the pipeline files. */
    public boolean mayName(Place at, String path) {
        Path naming = source.named().get(at.file());
        if (!documents.containsKey(naming)) {
            return true;
        }
        return isBelow(naming.resolveSibling(path));
    }

    /** Whether a path leads below the folder of the pipeline files, as it is written. */
    public boolean isBelow(Path path) {
        return path.toAbsolutePath()
                .normalize()
                .startsWith(file.toAbsolutePath().normalize().getParent());
    }

    /** Whether a file that is there lies below that folder also where links lead. */
    public boolean isReallyBelow(Path path) {
        try {
            return path.toRealPath()
                    .startsWith(file.toAbsolutePath().getParent().toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** One more of {@link #files}. */
    public void look(Path path) {
        source.look(path);
    }

    /** What stands in a file of YAML or JSON, as it is written; read once. Empty when a fault was recorded. */
    public Optional<Node> document(DataFile.Kind kind, Path path) {
        return documents.computeIfAbsent(path, fresh -> source.readData(kind, fresh, faults));
    }

    /** Every file that was read or looked for so far: a change of one of them makes a new revision. */
    public Set<Path> files() {
        return Set.copyOf(source.seen().keySet());
    }

    /** The same files, each in the state that it had before it was read: one that differs now was read in part at best. */
    public Map<Path, Fingerprint> seen() {
        return Map.copyOf(source.seen());
    }

    private Optional<Node> sharedPolicy(String name) {
        if (!Named.POLICY.takes(name)) {
            return Optional.empty();
        }
        Optional<Node> steps = shared("policies", name);
        steps.ifPresent(node -> StepSpec.check(node, binder, faults));
        return steps;
    }

    private Optional<UpstreamSpec> sharedUpstream(String name) {
        if (!Named.UPSTREAM.takes(name)) {
            return Optional.empty();
        }
        return shared("upstreams", name).map(node -> UpstreamSpec.read(name, node, true, binder, faults));
    }

    private Optional<Node> shared(String kind, String name) {
        Path path = folder(kind).resolve(name + ".yaml");
        source.look(path);
        return Files.exists(path) ? source.read(path, faults) : Optional.empty();
    }

    private Path folder(String kind) {
        return file.resolveSibling(kind);
    }
}

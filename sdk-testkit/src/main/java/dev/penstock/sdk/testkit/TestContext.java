package dev.penstock.sdk.testkit;

import dev.penstock.sdk.Below;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.CamelEndpoint;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Made;
import dev.penstock.sdk.Nested;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a step is told while it is created, and what it says of itself then. */
final class TestContext implements StepContext {
    private static final long MOST_HELD = 10L << 20;

    private final Host host;
    private final String type;
    private final Path folder;
    private final Map<String, Slot> declared = new HashMap<>();
    private final Templates templates = new Templates(declared);
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Runnable> releases = new ArrayList<>();
    private final List<Runnable> looks = new ArrayList<>();

    TestContext(Host host, String type, Path folder) {
        this.host = host;
        this.type = type;
        this.folder = folder;
    }

    List<String> faults() {
        return faults;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The step was created, and so was all of its route. */
    void created() {
        looks.forEach(Runnable::run);
    }

    void close() {
        releases.forEach(Runnable::run);
    }

    @Override
    public RouteName route() {
        return new RouteName("test", "test");
    }

    @Override
    public String id() {
        return "test/test/1";
    }

    @Override
    public String name() {
        return type;
    }

    @Override
    public Node settings() {
        return Nodes.of(Map.of());
    }

    @Override
    public Optional<Duration> deadline() {
        return Optional.of(Duration.ofSeconds(30));
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Expression<Boolean> condition(Node node) {
        return templates.condition(node);
    }

    @Override
    public Expression<Object> value(Node node) {
        return templates.value(node);
    }

    @Override
    public Expression<String> text(Node node) {
        return templates.text(node);
    }

    @Override
    public List<Expression<String>> around(Node template, String name) {
        String text = String.valueOf(Nodes.json(template));
        return List.of(text.split("\\$\\{" + name + "}", -1)).stream()
                .map(part -> templates.text(Nodes.of(part)))
                .toList();
    }

    @Override
    public Expression<String> field(Node node) {
        return templates.text(node);
    }

    @Override
    public Expression<String> url(Node node) {
        return templates.text(node);
    }

    @Override
    public Slot declare(String name, Node at) {
        TestSlot slot = new TestSlot(name);
        declared.put(name, slot);
        return slot;
    }

    @Override
    public StepContext unheld() {
        return this;
    }

    @Override
    public StepContext scope() {
        return this;
    }

    @Override
    public Upstream upstream(Node name) {
        throw notHere("an upstream");
    }

    @Override
    public CamelEndpoint endpoint(Node uri) {
        throw notHere("a Camel endpoint");
    }

    @Override
    public Path file(Node path) {
        return folder.resolve(String.valueOf(Nodes.json(path)));
    }

    @Override
    public Optional<Path> fileBeside(Path naming, Node path) {
        return Optional.of(naming.resolveSibling(String.valueOf(Nodes.json(path))));
    }

    @Override
    public Optional<Node> document(Node path) {
        throw notHere("a document");
    }

    @Override
    public Optional<Node> confidential(Node path) {
        throw notHere("a document");
    }

    @Override
    public <T> T once(Path file, Class<T> type, Supplier<T> made) {
        return made.get();
    }

    @Override
    public <C extends Record> Optional<C> bind(Node node, Class<C> type) {
        throw notHere("the binding of a record");
    }

    @Override
    public List<Nested> steps(Node list) {
        throw notHere("a step within the step");
    }

    private static UnsupportedOperationException notHere(String what) {
        return new UnsupportedOperationException(
                "the test kit has not " + what + ": test this on the real engine, by penstock test --plugins");
    }

    @Override
    public void holds(Direction direction, long max) {}

    @Override
    public long mostHeld(Direction direction) {
        return MOST_HELD;
    }

    @Override
    public boolean belowAuth() {
        return false;
    }

    @Override
    public void authenticates() {}

    @Override
    public void refuses() {}

    @Override
    public boolean belowSharing() {
        return false;
    }

    @Override
    public void sharesAnswers() {}

    @Override
    public void answers() {}

    @Override
    public StepContext aside() {
        return this;
    }

    @Override
    public void reads(Part part) {}

    @Override
    public void writes(Part part, Expression<?>... from) {}

    @Override
    public void writesUnseen() {}

    @Override
    public Made makes() {
        return (call, reply, parts) -> {};
    }

    /** Nothing that reads anything: what stands below is a function of the test. */
    @Override
    public Below below() {
        return new NothingBelow();
    }

    @Override
    public void watchesChanges(Step watch) {}

    @Override
    public void afterAll(Runnable look) {
        looks.add(look);
    }

    @Override
    public void looksUp() {}

    @Override
    public void remark(String text) {}

    @Override
    public void fault(Place at, String message) {
        faults.add(message);
    }

    @Override
    public void warn(Node at, String message) {
        warnings.add(message);
    }

    @Override
    public void onClose(Runnable release) {
        releases.add(release);
    }

    private static final class NothingBelow implements Below {
        @Override
        public Set<Part> reads() {
            return Set.of();
        }

        @Override
        public Optional<String> value(Part part, Call call) {
            return Optional.empty();
        }

        @Override
        public Optional<Auth> auth() {
            return Optional.empty();
        }
    }
}

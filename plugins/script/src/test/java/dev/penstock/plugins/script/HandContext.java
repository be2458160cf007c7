package dev.penstock.plugins.script;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.Slot;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.Upstream;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The place of a step made by hand: in {@code shop/page}, in a folder of hooks. */
final class HandContext implements StepContext {
    static final Place PLACE = new Place("shop.yaml", 9, 9);

    private final Host host;
    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private final List<Runnable> releases = new ArrayList<>();

    HandContext(Host host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    static Node text(String text) {
        return new Node.Scalar(PLACE, text, text);
    }

    /** The faults so far, as they are printed. */
    List<String> faults() {
        return faults;
    }

    void close() {
        releases.forEach(Runnable::run);
    }

    @Override
    public RouteName route() {
        return new RouteName("shop", "page");
    }

    @Override
    public String id() {
        return "shop/page/script";
    }

    @Override
    public Node settings() {
        return new Node.Mapping(PLACE, List.of());
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Expression<Boolean> condition(Node node) {
        throw new UnsupportedOperationException();
    }

    /** The node's text as JSON. */
    @Override
    public Expression<Object> value(Node node) {
        Object json = Json.parse(Buffer.buffer(((Node.Scalar) node).text()));
        return new Expression<>() {
            @Override
            public Object evaluate(Call call) {
                return json;
            }

            @Override
            public Set<Slot> slots() {
                return Set.of();
            }
        };
    }

    @Override
    public Expression<String> text(Node node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Expression<String> url(Node node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Slot declare(String name, Node at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StepContext scope() {
        return this;
    }

    @Override
    public Upstream upstream(Node name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path file(Node path) {
        return folder.resolve(((Node.Scalar) path).text());
    }

    @Override
    public void holds(Direction direction, long max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean belowAuth() {
        return false;
    }

    @Override
    public void authenticates() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void answers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fault(Node at, String message) {
        faults.add(at.place() + ": " + message);
    }

    @Override
    public void warn(Node at, String message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onClose(Runnable release) {
        releases.add(release);
    }
}

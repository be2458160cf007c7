package dev.penstock.engine.compile;

import dev.penstock.engine.config.DataFile;
import dev.penstock.engine.config.UpstreamSpec;
import dev.penstock.engine.expression.Compiled;
import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.engine.expression.Scope;
import dev.penstock.sdk.Below;
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
import dev.penstock.sdk.Stage;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.StepFactory;
import dev.penstock.sdk.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one step is told while it is created. */
final class StepScope implements StepContext {
    private static final System.Logger LOG = System.getLogger(StepScope.class.getName());

    private final FileUnit unit;
    private final StepPlace place;
    private final Scope scope;
    private final Draft draft;
    private final Set<Care> careless;

    /** What a step can do without for some of its expressions. */
    private enum Care {
        /** To hold the bodies that they read. */
        HOLD,
        /** To say what they read. */
        TELL
    }

    /** Where a step stands. */
    record StepPlace(
            RouteName route,
            Optional<Duration> deadline,
            String id,
            String name,
            String type,
            Node settings,
            boolean belowAuth,
            boolean belowSharing) {}

    StepScope(FileUnit unit, StepPlace place, Scope scope, Draft draft) {
        this(unit, place, scope, draft, Set.of());
    }

    private StepScope(FileUnit unit, StepPlace place, Scope scope, Draft draft, Set<Care> careless) {
        this.unit = unit;
        this.place = place;
        this.scope = scope;
        this.draft = draft;
        this.careless = careless;
    }

    @Override
    public RouteName route() {
        return place.route();
    }

    @Override
    public String id() {
        return place.id();
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Node settings() {
        return place.settings();
    }

    @Override
    public Optional<Duration> deadline() {
        return place.deadline();
    }

    @Override
    public Host host() {
        return unit.surroundings()
                .catalogue()
                .host(place.type())
                .orElse(unit.surroundings().host());
    }

    @Override
    public Expression<Boolean> condition(Node node) {
        return reading(unit.surroundings().expressions().condition(node, scope, unit.faults()::fault));
    }

    @Override
    public Expression<Object> value(Node node) {
        return reading(unit.surroundings().expressions().value(node, scope, unit.faults()::fault));
    }

    @Override
    public Expression<String> text(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().text(node, scope, unit.faults()::fault));
    }

    @Override
    public List<Expression<String>> around(Node template, String name) {
        settleUnlessText(template);
        return unit.surroundings().expressions().around(template, name, scope, unit.faults()::fault).stream()
                .<Expression<String>>map(this::reading)
                .toList();
    }

    @Override
    public Expression<String> field(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().field(node, scope, unit.faults()::fault));
    }

    @Override
    public Expression<String> url(Node node) {
        settleUnlessText(node);
        return reading(unit.surroundings().expressions().url(node, scope, unit.faults()::fault));
    }

    /** What stands in for it must not be found fault with as well. */
    private void settleUnlessText(Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
            unit.faults()
                    .settle(
                            node,
                            "expected a text, found "
                                    + (node instanceof Node.Mapping
                                            ? "a map"
                                            : node instanceof Node.Sequence ? "a list" : "nothing"));
        }
    }

    /** An expression that reads a body makes its step hold it. */
    private <T> Expression<T> reading(Compiled<T> compiled) {
        if (!careless.contains(Care.HOLD) && compiled.readsRequestBody()) {
            holds(Direction.REQUEST, Long.MAX_VALUE);
        }
        if (!careless.contains(Care.HOLD) && compiled.readsResponseBody()) {
            holds(Direction.RESPONSE, Long.MAX_VALUE);
        }
        if (!careless.contains(Care.TELL)) {
            draft.read(compiled.reads().inputs());
        }
        return compiled;
    }

    @Override
    public Slot declare(String name, Node at) {
        try {
            DeclaredSlot slot = scope.declare(name);
            draft.declare(slot);
            return slot;
        } catch (IllegalArgumentException refused) {
            fault(at, refused.getMessage());
            return Scope.root(Set.of()).declare("unusable");
        }
    }

    @Override
    public StepContext scope() {
        return new StepScope(unit, place, scope.child(), draft, careless);
    }

    @Override
    public StepContext unheld() {
        return without(Care.HOLD);
    }

    @Override
    public StepContext aside() {
        return without(Care.TELL);
    }

    private StepScope without(Care care) {
        Set<Care> all = EnumSet.of(care);
        all.addAll(careless);
        return new StepScope(unit, place, scope, draft, all);
    }

    @Override
    public Upstream upstream(Node name) {
        return unit.upstream(name, without(Care.TELL)::balanceKey).orElse(new NoUpstream());
    }

    /** A shared upstream knows the path parameters of no route. */
    private Expression<String> balanceKey(Node hash, UpstreamSpec upstream) {
        Scope known = upstream.shared() ? Scope.root(Set.of()) : scope;
        String why = upstream.shared() ? "; an upstream that files share knows the parameters of no route" : "";
        int before = unit.faults().said();
        Compiled<String> key = unit.surroundings()
                .expressions()
                .text(
                        hash,
                        known,
                        (at, message) -> unit.faults().fault(at, message.contains("'path.") ? message + why : message));
        if (unit.faults().said() == before && key.isConstant()) {
            fault(
                    hash,
                    "hash: expected an expression such as ${header['x-user']}, found the same text for all requests");
        }
        if (unit.faults().said() == before && key.readsResponse()) {
            fault(hash, "hash: expected what is known of a request, found an expression that reads 'response'");
        }
        return reading(key);
    }

    @Override
    public CamelEndpoint endpoint(Node uri) {
        return new CalloutSettings(unit, place.id(), place.name()).endpoint(uri, text(uri));
    }

    @Override
    public Path file(Node path) {
        return unit.file(path);
    }

    @Override
    public Optional<Path> fileBeside(Path naming, Node path) {
        return unit.fileBeside(naming, path);
    }

    @Override
    public Optional<Node> document(Node path) {
        return unit.document(DataFile.Kind.OPEN, path);
    }

    @Override
    public Optional<Node> confidential(Node path) {
        return unit.document(DataFile.Kind.CONFIDENTIAL, path);
    }

    @Override
    public <T> T once(Path file, Class<T> type, Supplier<T> made) {
        return unit.once(file, type, made);
    }

    @Override
    public <C extends Record> Optional<C> bind(Node node, Class<C> type) {
        return unit.surroundings().binder().bind(node, type, unit.faults());
    }

    @Override
    public List<Nested> steps(Node list) {
        return new NestedSteps(unit, place, scope, draft).create(list);
    }

    /** Binds the settings and creates the stages; empty when the settings cannot be read, or the step's own code fails. */
    <C extends Record> Optional<List<Stage>> create(StepFactory<C> factory) {
        return unit.surroundings()
                .binder()
                .bind(place.settings(), factory.settings(), factory.shorthand(), unit.faults())
                .flatMap(settings -> create(factory, settings));
    }

    /** A step that throws is a fault of this place: whatever it throws, the other files go on. */
    private <C extends Record> Optional<List<Stage>> create(StepFactory<C> factory, C settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(factory.getClass().getClassLoader());
        try {
            return Optional.of(List.copyOf(factory.create(settings, this)));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(System.Logger.Level.ERROR, "step " + place.name() + " of " + place.route() + " failed", thrown);
            unit.faults()
                    .fault(
                            place.settings(),
                            "the step '" + place.type() + "' failed while it was created, with "
                                    + thrown.getClass().getSimpleName() + ": the log says why");
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Looked at on the way down: there is no response yet that it could read. */
    static Compiled<Boolean> when(Node condition, Scope scope, FileUnit unit) {
        Compiled<Boolean> when = unit.surroundings().expressions().condition(condition, scope, unit.faults()::fault);
        if (when.readsResponse()) {
            unit.faults()
                    .fault(
                            condition,
                            "'when' is looked at on the way down, before there is a response: read the response in the"
                                    + " values of the step");
        }
        return when;
    }

    @Override
    public void holds(Direction direction, long max) {
        if (direction == Direction.REQUEST) {
            draft.holdsRequest(Math.min(max, mostHeld(direction)));
        } else {
            draft.holdsResponse(Math.min(max, mostHeld(direction)));
        }
    }

    @Override
    public long mostHeld(Direction direction) {
        return direction == Direction.REQUEST ? unit.surroundings().maxRequest() : Surroundings.MAX_RESPONSE;
    }

    @Override
    public boolean belowAuth() {
        return place.belowAuth();
    }

    @Override
    public void authenticates() {
        draft.authenticate();
    }

    @Override
    public void refuses() {
        draft.refuse();
    }

    @Override
    public boolean belowSharing() {
        return place.belowSharing();
    }

    @Override
    public void sharesAnswers() {
        draft.share();
    }

    @Override
    public void reads(Part part) {
        draft.read(Inputs.of(part));
    }

    @Override
    public void writes(Part part, Expression<?>... from) {
        // An expression that is none of this compiler's is one of a step's own around it.
        boolean known = from.length > 0 && Stream.of(from).allMatch(Compiled.class::isInstance);
        draft.write(new Draft.Write(
                part,
                Optional.of(from)
                        .filter(all -> known)
                        .map(all -> Stream.of(all)
                                .map(each -> ((Compiled<?>) each).reads().inputs())
                                .reduce(Inputs.NONE, Inputs::and))));
    }

    @Override
    public void writesUnseen() {
        draft.writeUnseen();
    }

    @Override
    public Made makes() {
        MadeOf made = new MadeOf(place.belowAuth());
        draft.make(made);
        return made;
    }

    @Override
    public Below below() {
        BelowSteps below = new BelowSteps();
        draft.look(below);
        return below;
    }

    @Override
    public void watchesChanges(Step watch) {
        unit.watch(place.type(), watch);
    }

    @Override
    public void afterAll(Runnable look) {
        draft.afterAll(look);
    }

    @Override
    public void answers() {
        draft.answer();
    }

    @Override
    public void fault(Place at, String message) {
        unit.faults().fault(at, message);
    }

    @Override
    public void warn(Node at, String message) {
        unit.faults().warn(at, message);
    }

    @Override
    public void onClose(Runnable release) {
        unit.releases().add(release);
    }
}

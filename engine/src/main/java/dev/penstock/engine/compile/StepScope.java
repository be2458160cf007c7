package dev.penstock.engine.compile;

import dev.penstock.engine.config.DataFile;
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
import dev.penstock.sdk.Step;
import dev.penstock.sdk.StepContext;
import dev.penstock.sdk.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one step is told while it is created. */
final class StepScope implements StepContext {
    private final FileUnit unit;
    private final StepPlace place;
    private final Draft draft;
    private final StepExpressions expressions;

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
        this(unit, place, draft, new StepExpressions(unit, scope, draft));
    }

    private StepScope(FileUnit unit, StepPlace place, Draft draft, StepExpressions expressions) {
        this.unit = unit;
        this.place = place;
        this.draft = draft;
        this.expressions = expressions;
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
        return expressions.condition(node);
    }

    @Override
    public Expression<Object> value(Node node) {
        return expressions.value(node);
    }

    @Override
    public Expression<String> text(Node node) {
        return expressions.text(node);
    }

    @Override
    public List<Expression<String>> around(Node template, String name) {
        return expressions.around(template, name);
    }

    @Override
    public Expression<String> field(Node node) {
        return expressions.field(node);
    }

    @Override
    public Expression<String> url(Node node) {
        return expressions.url(node);
    }

    @Override
    public Slot declare(String name, Node at) {
        try {
            DeclaredSlot slot = expressions.scope().declare(name);
            draft.declare(slot);
            return slot;
        } catch (IllegalArgumentException refused) {
            fault(at, refused.getMessage());
            return Scope.root(Set.of()).declare("unusable");
        }
    }

    @Override
    public StepContext scope() {
        return with(expressions.inner());
    }

    @Override
    public StepContext unheld() {
        return with(expressions.unheld());
    }

    @Override
    public StepContext aside() {
        return with(expressions.aside());
    }

    private StepContext with(StepExpressions others) {
        return new StepScope(unit, place, draft, others);
    }

    @Override
    public Upstream upstream(Node name) {
        return unit.upstream(name, expressions.aside()::balanceKey).orElse(new NoUpstream());
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
        return new NestedSteps(unit, place, expressions.scope(), draft).create(list);
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
    public void looksUp() {
        draft.lookUp();
    }

    @Override
    public void remark(String text) {
        draft.remark(text);
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

package dev.penstock.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a step may ask while it is created: where it stands, and the compilers of everything that a setting can hold.
 * Used off the event loops, and only during {@link StepFactory#create}.
 *
 * <p>A method that finds a fault records it and returns a stand-in, so that creation can go on.
 */
public interface StepContext {
    /** The route that the step is created for. */
    RouteName route();

    /**
     * Where counts and the like of this step belong: {@code <api>/<policy or route>/<step name or position>}. The same
     * for a policy's step in every route that uses the policy, and over reloads.
     */
    String id();

    /** What problems and metrics call this step: its {@code name}, else its type. */
    String name();

    /** The settings as written, for the places of faults. */
    Node settings();

    /** How long a request of the route may take as a whole, body included; empty: for ever. */
    Optional<Duration> deadline();

    /** The gateway. */
    Host host();

    /** A bare CEL condition; a {@code ${…}} around it is taken too. */
    Expression<Boolean> condition(Node node);

    /** A value whose every {@code ${…}} that stands alone keeps its JSON type; maps and lists of any depth. */
    Expression<Object> value(Node node);

    /** A text; what is inserted is written as text, maps and lists as JSON. */
    Expression<String> text(Node node);

    /**
     * The texts around something that is no text, such as the bytes of a body: of {@code v0:${header.t}:${raw}} what
     * stands before and after {@code ${raw}}.
     *
     * @param name not declared; anywhere but alone between its braces it is a fault
     * @return one more than the template has such places
     */
    List<Expression<String>> around(Node template, String name);

    /**
     * A text for the value of a header field: a line break or another control character that is written in it is a
     * fault. What is inserted is known for each call only: see {@link Fields#isValue}.
     */
    Expression<String> field(Node node);

    /**
     * A text for a URL: everything that is inserted is percent-encoded, and a value that would make a segment of dots
     * alone is a {@link Problem}, so that what is inserted stays in its segment. A control character that is written in
     * it is a fault.
     */
    Expression<String> url(Node node);

    /**
     * Adds a name that expressions compiled from now on, in this step and the steps below, may read.
     *
     * @param at where the name is written: a name that is taken, or none that CEL could read, is a fault there
     */
    Slot declare(String name, Node at);

    /**
     * The same step for expressions that hold no body: it holds what they {@linkplain Expression#reads read} itself, or
     * does without them.
     */
    StepContext unheld();

    /** The same step with a scope of names of its own: what is {@linkplain #declare declared} there ends with it. */
    StepContext scope();

    /** The upstream of this name. */
    Upstream upstream(Node name);

    /**
     * The Camel endpoint of this URI, fixed when the file is loaded: a component that is not there, an option that it does
     * not have and an expression within the URI are faults, which show nothing of its options.
     */
    CamelEndpoint endpoint(Node uri);

    /** A file that must exist, relative to the file that names it; a change of it makes a new revision. */
    Path file(Node path);

    /**
     * A file that another file names which this step reads, such as a module that is imported: relative to that one, and
     * below the folder of the pipeline files, also where links lead. A change of it makes a new revision.
     *
     * @param naming of {@link #file}, or of this method
     * @return empty when a fault was recorded
     */
    Optional<Path> fileBeside(Path naming, Node path);

    /**
     * A file of YAML 1.2, or of JSON where its name ends in {@code .json}, as nodes with places, found and watched as
     * {@link #file} is; nothing is put into it: <code>${…}</code> is text. Where the path stands in such a document itself, it is relative to that document, and the
     * file must lie below the folder of the pipeline files.
     *
     * @return empty when a fault was recorded: no such file, no YAML or JSON, more than 32 MiB or 2,000,000 values
     */
    Optional<Node> document(Node path);

    /**
     * A {@linkplain #document document} that may hold keys and the like: a fault at a place in it shows nothing of nine or
     * more characters that is written there.
     *
     * @return empty when a fault was recorded
     */
    Optional<Node> confidential(Node path);

    /**
     * What is made of a file once for all steps of this revision that name it.
     *
     * @param made called for the first of them; its faults are recorded then
     */
    <T> T once(Path file, Class<T> type, Supplier<T> made);

    /**
     * Binds a node to a record by the rules of {@link StepFactory}, as the settings themselves are.
     *
     * @return empty when a value that is required is missing or cannot be read; a fault was recorded
     */
    <C extends Record> Optional<C> bind(Node node, Class<C> type);

    /**
     * Creates steps that are written inside this one, which runs them itself: each with settings, name, {@code when} and
     * an id of its own. What they hold of a body is held before this step runs. {@code use} is none of them, and none
     * takes {@code on-error: skip}.
     *
     * @param list one step may stand alone
     */
    List<Nested> steps(Node list);

    /**
     * Says that this step must see a body whole, and how much of it at most: it is held before the step, or its hook,
     * runs. Expressions that read a body say so themselves.
     *
     * @param max in bytes; the gateway's own limit holds where it is smaller
     */
    void holds(Direction direction, long max);

    /**
     * The most that a step may hold of a body, in bytes: for a step that finds out for each call whether it must, and then
     * asks for {@link Body#whole} itself.
     */
    long mostHeld(Direction direction);

    /** Whether an auth step stands above this one. */
    boolean belowAuth();

    /** Says that this step is one that authenticates the caller, and so {@linkplain #refuses refuses} calls. */
    void authenticates();

    /** Says that it is the purpose of this step to refuse calls: it takes no {@code on-error: skip}. */
    void refuses();

    /**
     * Whether a step above this one {@linkplain #sharesAnswers gives} answers to other calls. What shapes an answer by
     * more of a request than the gateway can see warns of it.
     */
    boolean belowSharing();

    /**
     * Says that this step gives the answers of the steps below to other calls, and that the file does not say which
     * requests are alike.
     */
    void sharesAnswers();

    /**
     * The same step for expressions that decide nothing about an answer, such as the key of a count: caches need not know
     * what they read.
     */
    StepContext aside();

    /**
     * Says that this step reads a part of the request by itself, and that its answer, what it sends, or whom it lets pass
     * may depend on it. What its expressions read is known.
     */
    void reads(Part part);

    /**
     * Says that this step writes a part of the request, for the steps below: a header field or {@link Part#QUERY}. Who
     * reads it then reads what it is made of; of other parts nobody need say so.
     *
     * @param from what it is made of; none: all that this step reads, and who asks where it authenticates
     */
    void writes(Part part, Expression<?>... from);

    /** Says that this step may write any part of the request, made of what nobody can see. */
    void writesUnseen();

    /** Says that this step makes answers of its own, out of what it reads: each of them is to be marked. */
    Made makes();

    /** What stands below this step: for one that gives the answers of the steps below to other calls. */
    Below below();

    /**
     * Adds a step to the other routes of this API through which what this one shows may change: those that take an unsafe
     * method (RFC 9110 section 9.2.1), unless a step of this type runs there for every request. It runs before all others,
     * whatever the method. Of several that steps of one type add the first counts, for all of them.
     */
    void watchesChanges(Step watch);

    /** Runs once all steps of the route are created: a time to warn of what stands {@link #below}. */
    void afterAll(Runnable look);

    /**
     * Says that this step answers every call that it does not refuse: what stands below it never runs. {@link Send} and
     * {@link Callout} do so by themselves.
     */
    void answers();

    /**
     * Says that all this step does is to ask others for what the names that it {@linkplain #declare declares} hold, so that
     * the file is as well off where it asks earlier: of one that waits for another such step without need the gateway warns.
     */
    void looksUp();

    /** Says something of this step to a person who asks for the way of a request, such as how long it may take. */
    void remark(String text);

    /**
     * Records a fault: the file is refused.
     *
     * @param message what was expected, what was found, and the mend
     */
    void fault(Place at, String message);

    /** Records a fault at the beginning of what is written there. */
    default void fault(Node at, String message) {
        fault(at.place(), message);
    }

    /** Records a warning. */
    void warn(Node at, String message);

    /** Runs when the revision that this step belongs to has served its last call. Off the event loops. */
    void onClose(Runnable release);
}

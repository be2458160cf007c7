package dev.penstock.plugins.script;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * One call in the hands of one hook, as a host function: {@code port('path')}. It is all that a script holds of the
 * gateway; values go in and out as texts, numbers and bytes, never as host objects. After its end it answers nothing,
 * so that a script that kept it cannot reach a call that went on.
 */
final class Exchange implements ProxyExecutable {
    /** Where the hook stands. */
    enum State {
        /** Nothing has been settled, and nothing is awaited. */
        PENDING,
        /** It waits for the body. */
        READING,
        DONE,
        FAILED
    }

    private final Call call;
    private final Subject subject;
    private final String config;
    private final Pool pool;
    private final Consumer<String> log;
    private final HeaderFields fields;
    private final Map<String, Object> newVars = new LinkedHashMap<>(4);
    private final Set<String> droppedVars = new HashSet<>(4);
    private State state = State.PENDING;
    private Value resolve;
    private Value reject;
    private Problem unreadable;
    private String failure = "";
    private boolean failedByReading;

    /**
     * @param config {@code context.config} as JSON
     * @param pool where long bodies are decoded
     * @param log takes what {@code context.log} writes
     */
    Exchange(Call call, Subject subject, String config, Pool pool, Consumer<String> log) {
        this.call = call;
        this.subject = subject;
        this.config = config;
        this.pool = pool;
        this.fields = new HeaderFields(subject.headers(), subject.direction());
        this.log = log;
    }

    State state() {
        return state;
    }

    /** What the hook threw, with its stack: for the log alone. */
    String failure() {
        return failure;
    }

    /** Why the body could not be read, when that is what the hook failed of. */
    Optional<Problem> unreadable() {
        return failedByReading ? Optional.ofNullable(unreadable) : Optional.empty();
    }

    /** The hook returned, and waits for nothing. */
    void done() {
        if (isOpen()) {
            state = State.DONE;
        }
    }

    /** Makes the edits that waited for the hook to succeed. */
    void keep() {
        subject.keep(call);
        call.vars().keySet().removeAll(droppedVars);
        call.vars().putAll(newVars);
    }

    /** Puts the call back as it was before the hook, and lets the script reach it no more. */
    void undo() {
        subject.undo();
        state = State.FAILED;
    }

    /** Reads the body that the hook waits for; completes with what tells the script. */
    Future<Runnable> read() {
        return Content.text(subject, pool)
                .<Runnable>map(text -> () -> settle(resolve, text))
                .otherwise(cause -> {
                    unreadable = cause instanceof Problem problem ? problem : null;
                    String message = unreadable == null ? "the body cannot be read" : unreadable.detail();
                    return () -> settle(reject, message);
                });
    }

    private void settle(Value function, String text) {
        state = State.PENDING;
        function.executeVoid(text);
    }

    /** A stack that ends in here may leave an edit half made, so the hook has failed, whatever it makes of that. */
    @Override
    public Object execute(Value... arguments) {
        try {
            return act(arguments);
        } catch (StackOverflowError deep) {
            state = State.FAILED;
            failure = "the stack overflowed while the gateway served the hook";
            throw deep;
        }
    }

    private Object act(Value[] arguments) {
        String verb = arguments[0].asString();
        if (!isOpen()) {
            return null;
        }
        return switch (verb) {
            case "read" -> startReading(arguments);
            case "done" -> {
                done();
                yield null;
            }
            case "failed" -> {
                state = State.FAILED;
                failure = arguments[1].asString();
                failedByReading = arguments[2].asBoolean();
                yield null;
            }
            case "answer" -> answer(arguments);
            case "body" -> {
                subject.stage(arguments[2].asBoolean() ? null : Content.bytes(arguments[1]));
                yield null;
            }
            case "set-var" -> {
                newVars.put(arguments[1].asString(), Json.parse(Buffer.buffer(arguments[2].asString())));
                yield null;
            }
            case "delete-var" -> droppedVars.add(arguments[1].asString());
            case "log" -> {
                log.accept(arguments[1].asString());
                yield null;
            }
            case "header" -> fields.get(arguments[1].asString());
            case "headers" -> fields.lines();
            case "set-header" -> edited().set(arguments[1].asString(), arguments[2].asString());
            case "append-header" -> edited().append(arguments[1].asString(), arguments[2].asString());
            case "delete-header" -> edited().delete(arguments[1].asString());
            case "client-header" -> clientFields().get(arguments[1].asString());
            case "client-headers" -> clientFields().lines();
            default -> context(verb, arguments);
        };
    }

    private HeaderFields edited() {
        subject.headersChange();
        return fields;
    }

    private HeaderFields clientFields() {
        return new HeaderFields(call.inbound().headers(), Direction.REQUEST);
    }

    private Object context(String verb, Value[] arguments) {
        Inbound inbound = call.inbound();
        return switch (verb) {
            case "route" -> call.route().toString();
            case "config" -> config;
            case "auth" -> Auth.json(call.principal());
            case "vars" -> Json.write(call.vars()).toString();
            case "parameters" -> Json.write(inbound.pathParameters()).toString();
            case "url" ->
                inbound.scheme() + "://" + inbound.host() + inbound.path()
                        + inbound.query().map(query -> "?" + query).orElse("");
            case "client-id" -> inbound.id();
            case "client-method" -> inbound.method();
            case "client-scheme" -> inbound.scheme();
            case "client-host" -> inbound.host();
            case "client-path" -> inbound.path();
            case "client-query" -> inbound.query().orElse("");
            default -> subject.access(verb, arguments);
        };
    }

    private boolean isOpen() {
        return state == State.PENDING || state == State.READING;
    }

    /** The text at once where it is in memory already; else null, and the hook waits. */
    private String startReading(Value[] arguments) {
        Body body = subject.body();
        if (body.isWhole()) {
            Future<String> text = Content.text(subject, pool);
            if (text.succeeded()) {
                return text.result();
            }
        }
        resolve = arguments[1];
        reject = arguments[2];
        state = State.READING;
        return null;
    }

    private String answer(Value[] arguments) {
        MultiMap headers = HttpHeaders.headers();
        String refusal = new HeaderFields(headers, Direction.RESPONSE).addAll(arguments[2].asString());
        Reply reply = new Reply(arguments[1].asInt(), headers, Body.of(Content.bytes(arguments[3])));
        return refusal == null ? subject.answer(reply, arguments[4].asBoolean()) : refusal;
    }
}

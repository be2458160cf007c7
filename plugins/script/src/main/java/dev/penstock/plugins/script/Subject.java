package dev.penstock.plugins.script;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.graalvm.polyglot.Value;

/**
 * What a hook edits: the request on its way down, or the reply on its way up. Head and headers are edited in place and
 * can be put back; a new body or a whole answer waits for {@link #keep}.
 */
abstract class Subject {
    private final Direction direction;
    private final MultiMap headers;
    private final long maxBody;
    private MultiMap before;
    private Buffer newBody;

    Subject(Direction direction, MultiMap headers, long maxBody) {
        this.direction = direction;
        this.headers = headers;
        this.maxBody = maxBody;
    }

    final Direction direction() {
        return direction;
    }

    /** The most that {@code text()} holds, in bytes. */
    final long maxBody() {
        return maxBody;
    }

    final MultiMap headers() {
        return headers;
    }

    /** Called before each edit of the headers: they are copied once, by the first. */
    final void headersChange() {
        if (before == null) {
            before = MultiMap.caseInsensitiveMultiMap().addAll(headers);
        }
    }

    /**
     * Stages a body.
     *
     * @param body null: the one that came
     */
    final void stage(Buffer body) {
        newBody = body;
    }

    /** The body that came. */
    abstract Body body();

    /**
     * The problem of a body that came but cannot be read.
     *
     * @param ofClient what it is when a client sent it; an upstream's is 502
     */
    abstract Problem unreadable(Problem.Kind ofClient, String detail);

    /**
     * Sets or reads what is the subject's own, such as {@code path}.
     *
     * @return the value; of an edit null, or why it was refused
     */
    abstract Object access(String verb, Value[] arguments);

    /**
     * Answers with this reply instead; on the way up it replaces the one that came.
     *
     * @param keepsBody with the body that came
     * @return null, or why it was refused
     */
    abstract String answer(Reply reply, boolean keepsBody);

    /** Makes the staged edits. */
    void keep(Call call) {
        if (newBody != null) {
            headers.remove("content-encoding").remove("content-length").remove("transfer-encoding");
            replace(Body.of(newBody));
        }
    }

    abstract void replace(Body body);

    /** Puts everything back as it was before the hook. */
    void undo() {
        if (before != null) {
            headers.clear().addAll(before);
        }
    }
}

package dev.penstock.plugins.script;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.http.HttpHeaders;
import org.graalvm.polyglot.Value;

/** The reply on its way to the client. */
final class ReplySubject extends Subject {
    private final Reply reply;
    private final int status;
    private Reply answer;
    private boolean keepsBody;

    ReplySubject(Reply reply, long maxBody) {
        super(Direction.RESPONSE, reply.headers(), maxBody);
        this.reply = reply;
        this.status = reply.status();
    }

    @Override
    Body body() {
        return reply.body();
    }

    @Override
    Problem unreadable(Problem.Kind ofClient, String detail) {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, detail);
    }

    @Override
    Object access(String verb, Value[] arguments) {
        return switch (verb) {
            case "status" -> reply.status();
            case "set-status" -> {
                reply.status(arguments[1].asInt());
                yield null;
            }
            default -> throw new IllegalArgumentException(verb);
        };
    }

    @Override
    String answer(Reply instead, boolean keepsOldBody) {
        answer = instead;
        keepsBody = keepsOldBody;
        return null;
    }

    @Override
    void keep(Call call) {
        if (answer == null) {
            super.keep(call);
            return;
        }
        reply.status(answer.status());
        String coding = headers().get(HttpHeaders.CONTENT_ENCODING);
        headers().clear().addAll(answer.headers());
        if (!keepsBody) {
            reply.body().discard();
            reply.body(answer.body());
        } else if (coding != null) {
            headers().set(HttpHeaders.CONTENT_ENCODING, coding);
        }
    }

    @Override
    void replace(Body body) {
        reply.body(body);
    }

    @Override
    void undo() {
        super.undo();
        reply.status(status);
    }
}

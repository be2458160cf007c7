package dev.penstock.plugins.quota;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Replay;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** Holds the body of an answer to look into it, where that changes nothing for the client. */
final class Peek {
    private static final long MAX = 4 << 20;

    /** What may have come with the byte that was one too many. */
    private static final long MORE = 1 << 20;

    private Peek() {}

    /**
     * Holds it.
     *
     * @return whether the body is whole now; one of more than 4 MiB, and a stream that is no JSON, passes as it is
     */
    static Future<Boolean> into(Reply reply) {
        Body body = reply.body();
        if (body.isWhole()) {
            return Future.succeededFuture(true);
        }
        if (body.length() < 0 ? !isJson(reply) : body.length() > MAX) {
            return Future.succeededFuture(false);
        }
        Replay replay = body.replay(MAX + MORE);
        return replay.next().whole(MAX).transform(held -> {
            if (held.succeeded()) {
                replay.release();
                reply.body(Body.of(held.result()));
                return Future.succeededFuture(true);
            }
            if (!replay.canReplay()) {
                replay.release();
                return Future.failedFuture(held.cause());
            }
            reply.body(replay.next());
            replay.release();
            return Future.succeededFuture(false);
        });
    }

    private static boolean isJson(Reply reply) {
        String type = String.valueOf(reply.headers().get(HttpHeaders.CONTENT_TYPE))
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.endsWith("+json");
    }
}

package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.HttpCache;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A store of answers that keeps every 200 until it is told that all are old; fetches for its own caller. */
final class Shelf implements HttpCache {
    private record Stored(int status, MultiMap headers, Buffer body) {
        Reply reply() {
            return new Reply(status, HttpHeaders.headers().addAll(headers), dev.penstock.sdk.Body.of(body));
        }
    }

    private final Map<String, Stored> fresh = new ConcurrentHashMap<>();
    private final Map<String, Stored> good = new ConcurrentHashMap<>();

    /** All that is stored is stale from now on. */
    void age() {
        fresh.clear();
    }

    @Override
    public Future<Reply> serve(Call call, Wanted wanted, Origin origin) {
        Stored stored = fresh.get(key(wanted));
        if (stored != null) {
            return Future.succeededFuture(stored.reply());
        }
        return origin.fetch(call, wanted.request())
                .compose(reply -> reply.status() == 200 ? store(reply, wanted) : Future.succeededFuture(reply));
    }

    private Future<Reply> store(Reply reply, Wanted wanted) {
        return reply.body().whole(wanted.maxBody()).map(bytes -> {
            Stored stored = new Stored(reply.status(), reply.headers(), bytes);
            fresh.put(key(wanted), stored);
            good.put(key(wanted), stored);
            return stored.reply();
        });
    }

    @Override
    public Future<Optional<Reply>> lastGood(Call call, Wanted wanted) {
        return Future.succeededFuture(Optional.ofNullable(good.get(key(wanted))).map(Stored::reply));
    }

    @Override
    public Future<Long> purge(Purge purge) {
        return Future.succeededFuture(0L);
    }

    private static String key(Wanted wanted) {
        List<Map.Entry<String, String>> fields = wanted.request().headers().entries();
        return wanted.key() + " " + wanted.request().method() + " "
                + wanted.request().path() + "?"
                + wanted.request().query().orElse("") + " "
                + fields.stream().map(Map.Entry::toString).sorted().collect(Collectors.joining(";"));
    }
}

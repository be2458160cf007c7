package dev.penstock.plugins.auth.introspect;

import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Fetcher;
import dev.penstock.sdk.Host;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks one endpoint in the name of one client; one object for all steps of the gateway that do. All who ask about a token
 * at a time share one request, and only so many requests are under way: an endpoint that is silent cannot make them pile
 * up. Any thread.
 */
final class Introspector {
    private static final Logger LOG = System.getLogger(Introspector.class.getName());
    private static final int MOST = 256;

    private final Host host;
    private final Inquiry inquiry;
    private final String identity;
    private final VerdictMemory memory;
    private final Map<String, Future<Verdict>> underWay = new ConcurrentHashMap<>();
    private volatile boolean failing;

    private Introspector(Host host, Inquiry inquiry, String identity, VerdictMemory memory) {
        this.host = host;
        this.inquiry = inquiry;
        this.identity = identity;
        this.memory = memory;
    }

    /** The one object for this endpoint and this client. */
    static Introspector of(Host host, Endpoint endpoint, Optional<ClientConfig> client) {
        String identity = Sha256.hex(
                endpoint.uri().toString(),
                client.map(ClientConfig::id).orElse(""),
                client.map(ClientConfig::secret).orElse(""));
        VerdictMemory memory = host.state("introspect:verdicts", VerdictMemory.class, VerdictMemory::new);
        return host.state(
                "introspect:" + identity,
                Introspector.class,
                () -> new Introspector(host, new Inquiry(endpoint, client), identity, memory));
    }

    /** How it knows a token. */
    String hash(String token) {
        return Sha256.hex(identity, token);
    }

    /**
     * What it said before, if that is young enough.
     *
     * @param cache in milliseconds
     */
    Optional<Verdict> known(String hash, long cache) {
        return memory.find(hash, host.clock().millis(), cache);
    }

    /**
     * What it says now.
     *
     * @param cache in milliseconds
     * @return completes on any loop; fails when there is no answer to go by
     */
    Future<Verdict> ask(String token, String hash, long cache) {
        Promise<Verdict> mine = Promise.promise();
        Future<Verdict> others = underWay.putIfAbsent(hash, mine.future());
        if (others != null) {
            return others;
        }
        // Who asked before may have been answered between the look into the memory and here.
        Optional<Verdict> known = known(hash, cache);
        if (known.isPresent() || underWay.size() > MOST) {
            underWay.remove(hash);
            mine.handle(known.map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture("too many requests to it are under way")));
            return mine.future();
        }
        long asked = host.clock().millis();
        Future.succeededFuture(inquiry.about(token))
                .compose(host.fetcher()::fetch)
                .map(answer -> read(answer, asked))
                .onComplete(done -> {
                    note(done);
                    if (done.succeeded()) {
                        memory.add(hash, done.result());
                    }
                    underWay.remove(hash);
                    mine.handle(done);
                });
        return mine.future();
    }

    private static Verdict read(Fetcher.Answer answer, long asked) {
        if (answer.status() != 200) {
            throw new IllegalArgumentException("expected status 200, found " + answer.status());
        }
        String type = Optional.ofNullable(answer.headers().get("content-type")).orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new IllegalArgumentException("expected application/json, found another type or none");
        }
        return Verdict.read(answer.body(), asked);
    }

    /** Warns of the first of several failures, and says when they are over. */
    private void note(AsyncResult<Verdict> done) {
        if (done.failed()) {
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    () -> "no token can be introspected at " + inquiry.endpoint() + ": "
                            + done.cause().getMessage());
        } else if (failing) {
            LOG.log(Level.INFO, () -> "tokens can be introspected at " + inquiry.endpoint() + " again");
        }
        failing = done.failed();
    }
}

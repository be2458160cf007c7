package dev.penstock.plugins.auth;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Step;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a call pass whose token is good. A token that came before costs a hash; a new one a signature; one whose key is
 * not at hand waits, without holding the loop, for the fetch of the keys, if one is due or under way.
 */
final class JwtStep implements Step {
    private static final Logger LOG = System.getLogger(JwtStep.class.getName());

    /** Tokens that were taken from the request, so that a second step finds what the first removed. */
    private static final Key<Taken> TAKEN = Key.named("jwt:taken");

    private record Taken(TokenPlace place, String token, Optional<Taken> before) {}

    /**
     * What a step was told.
     *
     * @param place where the token stands
     * @param scopes what it must allow
     * @param claims what the upstream is told
     * @param challenge how a refusal is worded
     * @param optional whether a call without token passes
     * @param forward whether the token goes on
     */
    record Rules(
            TokenPlace place,
            ScopeRule scopes,
            ClaimHeaders claims,
            Challenge challenge,
            boolean optional,
            boolean forward) {}

    private final Rules rules;
    private final TokenVerifier verifier;
    private final TokenDigester digester;
    private final TokenMemory memory;
    private final InstantSource clock;

    JwtStep(Rules rules, List<TrustedIssuer> issuers, Host host) {
        this.rules = rules;
        this.verifier = new TokenVerifier(issuers);
        this.verifier.warm();
        this.digester = new TokenDigester(issuers);
        this.memory = host.state("jwt:tokens", TokenMemory.class, TokenMemory::new);
        this.clock = host.clock();
    }

    @Override
    public Future<Void> apply(Call call) {
        List<String> found = rules.place.find(call.outbound());
        rules.claims.drop(call.outbound());
        if (found.size() > 1) {
            return refuse("expected one token, found several");
        }
        Optional<String> token = found.isEmpty() ? taken(call) : Optional.of(found.get(0));
        if (token.isEmpty()) {
            return rules.optional ? Future.succeededFuture() : Future.failedFuture(rules.challenge.missing());
        }
        TokenDigest digest = digester.of(token.get());
        Optional<VerifiedToken> known = memory.find(digest, token.get(), clock.millis());
        return known.isPresent() ? admit(call, token.get(), known.get()) : verify(call, token.get(), digest);
    }

    private Future<Void> verify(Call call, String token, TokenDigest digest) {
        Verdict verdict = verifier.verify(token, clock.millis());
        if (verdict instanceof Verdict.Unknown unknown) {
            Optional<Future<Void>> renewal = unknown.source().renew();
            if (renewal.isPresent()) {
                return onThisLoop(renewal.get(), () -> decide(call, token, digest));
            }
        }
        return follow(verdict, call, token, digest);
    }

    private Future<Void> decide(Call call, String token, TokenDigest digest) {
        return follow(verifier.verify(token, clock.millis()), call, token, digest);
    }

    private Future<Void> follow(Verdict verdict, Call call, String token, TokenDigest digest) {
        if (verdict instanceof Verdict.Good good) {
            if (good.token().holds(clock.millis())) {
                memory.add(digest, token, good.token());
            }
            return admit(call, token, good.token());
        }
        if (verdict instanceof Verdict.Unknown unknown
                && unknown.source().current().isEmpty()) {
            return Future.failedFuture(rules.challenge.keyless());
        }
        return refuse(verdict instanceof Verdict.Bad bad ? bad.reason() : "its issuer has no such key");
    }

    private Future<Void> admit(Call call, String token, VerifiedToken good) {
        if (!rules.scopes.allows(good.principal().scopes())) {
            return Future.failedFuture(rules.challenge.insufficient(rules.scopes.text()));
        }
        if (!rules.claims.write(good.principal().claims(), call.outbound())) {
            return refuse("a claim that goes into a header field holds control characters");
        }
        if (!rules.forward) {
            rules.place.remove(call.outbound());
            call.put(TAKEN, new Taken(rules.place, token, call.get(TAKEN)));
        }
        call.principal(good.principal());
        return Future.succeededFuture();
    }

    private Optional<String> taken(Call call) {
        Optional<Taken> taken = call.get(TAKEN);
        while (taken.isPresent() && !taken.get().place.equals(rules.place)) {
            taken = taken.get().before;
        }
        return taken.map(Taken::token);
    }

    private Future<Void> refuse(String reason) {
        LOG.log(Level.DEBUG, () -> "a token was refused: " + reason);
        return Future.failedFuture(rules.challenge.invalid());
    }

    /** Goes on where the call lives: keys may arrive on another loop, and a call is touched by its own alone. */
    private static Future<Void> onThisLoop(Future<Void> awaited, Supplier<Future<Void>> next) {
        Context loop = Vertx.currentContext();
        if (loop == null) {
            return awaited.compose(done -> next.get());
        }
        Promise<Void> promise = Promise.promise();
        awaited.onComplete(done -> loop.runOnContext(
                back -> Future.succeededFuture().compose(ignored -> next.get()).onComplete(promise)));
        return promise.future();
    }
}

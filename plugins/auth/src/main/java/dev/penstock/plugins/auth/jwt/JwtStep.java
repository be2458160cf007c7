package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.ClaimHeaders;
import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Host;
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
final class JwtStep implements Step, Credential {
    private static final Logger LOG = System.getLogger(JwtStep.class.getName());

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
            CredentialPlace place,
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
    public boolean isPresent(Call call) {
        return !Credentials.find(rules.place, call).isEmpty();
    }

    @Override
    public Future<Void> apply(Call call) {
        List<String> found = Credentials.find(rules.place, call);
        rules.claims.drop(call.outbound());
        if (found.size() > 1) {
            return refuse("expected one token, found several");
        }
        if (found.isEmpty()) {
            return rules.optional ? Future.succeededFuture() : Future.failedFuture(rules.challenge.missing());
        }
        String token = found.get(0);
        TokenDigest digest = digester.of(token);
        Optional<VerifiedToken> known = memory.find(digest, token, clock.millis());
        return known.isPresent() ? admit(call, token, known.get()) : verify(call, token, digest);
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
            Credentials.take(rules.place, token, call);
        }
        call.principal(good.principal());
        return Future.succeededFuture();
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

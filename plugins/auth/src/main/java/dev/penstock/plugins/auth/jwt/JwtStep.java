package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.ClaimHeaders;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.plugins.auth.credential.Digest;
import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
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
 * Lets a call pass whose token is good. A token that came before costs a hash; a new one a signature, by a curve on a pool of threads; one whose key is
 * not at hand waits, without holding the loop, for the fetch of the keys, if one is due or under way.
 */
final class JwtStep implements Step, Credential {
    private static final Logger LOG = System.getLogger(JwtStep.class.getName());

    /** Verifies what would hold up an event loop. */
    static final String POOL = "jwt";

    /**
     * What a step was told.
     *
     * @param places where the token stands
     * @param scopes what it must allow
     * @param claims what the upstream is told
     * @param refusals how a refusal is worded
     * @param possession what of a bound token's keys must be shown
     * @param optional whether a call without token passes
     * @param forward whether the token goes on
     */
    record Rules(
            TokenPlaces places,
            ScopeRule scopes,
            ClaimHeaders claims,
            Refusals refusals,
            Possession possession,
            boolean optional,
            boolean forward) {}

    private final Rules rules;
    private final TokenVerifier verifier;
    private final TokenDigester digester;
    private final TokenMemory memory;
    private final Pool pool;
    private final InstantSource clock;

    JwtStep(Rules rules, List<TrustedIssuer> issuers, Host host) {
        this.rules = rules;
        this.verifier = new TokenVerifier(issuers);
        this.verifier.warm();
        this.digester = new TokenDigester(issuers);
        this.memory = host.state("jwt:tokens", TokenMemory.class, TokenMemory::new);
        this.pool = host.pool(POOL, host.eventLoops());
        this.clock = host.clock();
    }

    @Override
    public boolean isPresent(Call call) {
        return !rules.places.find(call).isEmpty();
    }

    @Override
    public void cleanse(Call call) {
        rules.claims.drop(call.outbound());
    }

    @Override
    public Future<Void> apply(Call call) {
        List<TokenPlaces.Presented> found = rules.places.find(call);
        cleanse(call);
        if (found.size() > 1) {
            return refuse("expected one token, found several", found.get(0));
        }
        if (found.isEmpty()) {
            return rules.optional ? Future.succeededFuture() : Future.failedFuture(rules.refusals.missing());
        }
        TokenPlaces.Presented token = found.get(0);
        Digest digest = digester.of(token.token());
        Optional<VerifiedToken> known = memory.find(digest, token.token(), clock.millis());
        return known.isPresent() ? admit(call, token, known.get()) : verify(call, token, digest);
    }

    private Future<Void> verify(Call call, TokenPlaces.Presented token, Digest digest) {
        ParsedToken parsed;
        try {
            parsed = ParsedToken.parse(token.token());
        } catch (IllegalArgumentException broken) {
            return refuse(broken.getMessage(), token);
        }
        return judge(parsed).compose(verdict -> {
            if (verdict instanceof Verdict.Unknown unknown) {
                Optional<Future<Void>> renewal = unknown.source().renew();
                if (renewal.isPresent()) {
                    return onThisLoop(
                            renewal.get(), () -> judge(parsed).compose(anew -> follow(anew, call, token, digest)));
                }
            }
            return follow(verdict, call, token, digest);
        });
    }

    private Future<Verdict> judge(ParsedToken token) {
        return token.isCostly()
                ? pool.run(() -> verifier.verify(token, clock.millis()))
                : Future.succeededFuture(verifier.verify(token, clock.millis()));
    }

    private Future<Void> follow(Verdict verdict, Call call, TokenPlaces.Presented token, Digest digest) {
        if (verdict instanceof Verdict.Good good) {
            if (good.token().holds(clock.millis())) {
                memory.add(digest, token.token(), good.token());
            }
            return admit(call, token, good.token());
        }
        if (verdict instanceof Verdict.Unknown unknown
                && unknown.source().current().isEmpty()) {
            return Future.failedFuture(rules.refusals.keyless(unknown.source().patience()));
        }
        return refuse(verdict instanceof Verdict.Bad bad ? bad.reason() : "its issuer has no such key", token);
    }

    private Future<Void> admit(Call call, TokenPlaces.Presented token, VerifiedToken good) {
        if (rules.possession.isFree(token, good.binding())) {
            return enter(call, token, good);
        }
        return rules.possession
                .denial(call, token, good.binding())
                .compose(denial -> denial.isPresent() ? refuse(denial.get(), token) : enter(call, token, good));
    }

    private Future<Void> enter(Call call, TokenPlaces.Presented token, VerifiedToken good) {
        if (!rules.scopes.allows(good.principal().scopes())) {
            return Future.failedFuture(rules.refusals.insufficient(rules.scopes.text(), token.asDpop()));
        }
        if (!rules.claims.write(good.principal().claims(), call.outbound())) {
            return refuse("a claim that goes into a header field holds control characters", token);
        }
        if (!rules.forward) {
            Credentials.take(token.place(), token.token(), call);
            if (good.binding().proofKey().isPresent()) {
                call.outbound().headers().remove("dpop");
            }
        }
        call.principal(good.principal());
        return Future.succeededFuture();
    }

    private Future<Void> refuse(Possession.Denial denial, TokenPlaces.Presented token) {
        return switch (denial.flaw()) {
            case TOKEN -> refuse(denial.reason(), token);
            case PROOF -> refuse(denial.reason(), rules.refusals.badProof());
            case STORE -> refuse(denial.reason(), rules.refusals.storeless());
        };
    }

    private Future<Void> refuse(String reason, TokenPlaces.Presented token) {
        return refuse(reason, rules.refusals.invalid(token.asDpop()));
    }

    private static Future<Void> refuse(String reason, Problem problem) {
        LOG.log(Level.DEBUG, () -> "a token was refused: " + reason);
        return Future.failedFuture(problem);
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

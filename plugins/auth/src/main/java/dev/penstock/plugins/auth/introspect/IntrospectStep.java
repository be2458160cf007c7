package dev.penstock.plugins.auth.introspect;

import dev.penstock.plugins.auth.credential.Challenge;
import dev.penstock.plugins.auth.credential.ClaimHeaders;
import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.plugins.auth.credential.ScopeRule;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lets a call pass whose token is active, by what is known of it, else by asking, without holding the loop. */
final class IntrospectStep implements Step, Credential {
    private static final Logger LOG = System.getLogger(IntrospectStep.class.getName());
    /** RFC 6749 appendix A.12, without blanks. What is longer is nobody's token and is not sent on. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,8192}");

    /**
     * What a step was told.
     *
     * @param place where the token stands
     * @param cache in milliseconds
     * @param scopes what it must allow
     * @param claims what the upstream is told
     * @param challenge how a refusal is worded
     * @param optional whether a call without token passes
     * @param forward whether the token goes on
     */
    record Rules(
            CredentialPlace place,
            long cache,
            ScopeRule scopes,
            ClaimHeaders claims,
            Challenge challenge,
            boolean optional,
            boolean forward) {}

    private final Rules rules;
    private final Introspector introspector;
    private final Optional<TestGrants> tests;
    private final InstantSource clock;

    IntrospectStep(Rules rules, Introspector introspector, Optional<TestGrants> tests, InstantSource clock) {
        this.rules = rules;
        this.introspector = introspector;
        this.tests = tests;
        this.clock = clock;
    }

    @Override
    public boolean isPresent(Call call) {
        return !Credentials.find(rules.place, call).isEmpty();
    }

    @Override
    public void cleanse(Call call) {
        rules.claims.drop(call.outbound());
    }

    @Override
    public Future<Void> apply(Call call) {
        cleanse(call);
        List<String> found = Credentials.find(rules.place, call);
        if (found.isEmpty()) {
            return rules.optional ? Future.succeededFuture() : Future.failedFuture(rules.challenge.missing());
        }
        if (found.size() > 1 || !TOKEN.matcher(found.get(0)).matches()) {
            return refuse("expected one token of visible ASCII characters, at most 8192 of them");
        }
        String token = found.get(0);
        Optional<Verdict> granted = tests.flatMap(grants -> grants.find(token));
        if (granted.isPresent()) {
            return follow(call, token, granted.get());
        }
        String hash = introspector.hash(token);
        Optional<Verdict> known = introspector.known(hash, rules.cache);
        if (known.isEmpty() && tests.isPresent()) {
            return refuse("no test minted it, and tests ask nobody else");
        }
        return known.isPresent() ? follow(call, token, known.get()) : ask(call, token, hash);
    }

    private Future<Void> ask(Call call, String token, String hash) {
        return call.onLoop(introspector.ask(token, hash, rules.cache))
                .transform(asked -> asked.succeeded()
                        ? follow(call, token, asked.result())
                        : Future.failedFuture(Problem.of(
                                        Problem.Kind.UNAVAILABLE,
                                        "the token cannot be verified now, since its issuer gives no answer")
                                .header("Retry-After", "1")));
    }

    private Future<Void> follow(Call call, String token, Verdict verdict) {
        Optional<Principal> principal = verdict.at(clock.millis());
        if (principal.isEmpty()) {
            return refuse("it is not active");
        }
        if (principal.get().claims().get("cnf") != null) {
            return refuse("it is bound to a key (cnf), whose proof this step does not look at");
        }
        if (!rules.scopes.allows(principal.get().scopes())) {
            return Future.failedFuture(rules.challenge.insufficient(rules.scopes.text()));
        }
        if (!rules.claims.write(principal.get().claims(), call.outbound())) {
            return refuse("a member that goes into a header field holds control characters");
        }
        if (!rules.forward) {
            Credentials.take(rules.place, token, call);
        }
        call.principal(principal.get());
        return Future.succeededFuture();
    }

    private Future<Void> refuse(String reason) {
        LOG.log(Level.DEBUG, () -> "a token was refused: " + reason);
        return Future.failedFuture(rules.challenge.invalid());
    }
}

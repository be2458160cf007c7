package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.List;
import java.util.Optional;

/**
 * Judges tokens by the claims of RFC 7519 and the rules of RFC 8725.
 *
 * <p>Only the keys of the issuers are ever used. What a header brings of its own ({@code jwk}, {@code jku}, {@code x5u},
 * {@code x5c}) is not looked at, and a header with {@code crit} is refused, since no extension is known here.
 */
final class TokenVerifier {
    private final List<TrustedIssuer> issuers;

    TokenVerifier(List<TrustedIssuer> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /** Loads what the first token would have to wait for, on its event loop: classes and security providers. */
    void warm() {
        for (TrustedIssuer issuer : issuers) {
            for (JWSAlgorithm algorithm : issuer.algorithms()) {
                String header = new JWSHeader(algorithm).toBase64URL().toString();
                ParsedToken.parse(header + ".e30.AAAA")
                        .isSignedBy(issuer.keys().current().orElseGet(Keys::none));
            }
        }
    }

    /**
     * Takes about 50 microseconds for an RSA signature.
     *
     * @param now in milliseconds since the epoch
     */
    Verdict verify(String text, long now) {
        ParsedToken token;
        try {
            token = ParsedToken.parse(text);
        } catch (IllegalArgumentException broken) {
            return new Verdict.Bad(broken.getMessage());
        }
        if (token.header().getCriticalParams() != null) {
            return new Verdict.Bad("its header has crit");
        }
        Verdict verdict = new Verdict.Bad("its issuer is not among those of the step");
        for (TrustedIssuer issuer : issuers) {
            if (issuer.issued(token.claims().json().get("iss"))) {
                Verdict next = judge(token, issuer, now);
                if (next instanceof Verdict.Good) {
                    return next;
                }
                verdict = verdict instanceof Verdict.Unknown ? verdict : next;
            }
        }
        return verdict;
    }

    private static Verdict judge(ParsedToken token, TrustedIssuer issuer, long now) {
        if (!issuer.algorithms().contains(token.header().getAlgorithm())) {
            return new Verdict.Bad("its issuer does not use its algorithm");
        }
        Optional<String> untimely = token.claims().untimely(now, issuer.skew().toMillis());
        if (untimely.isPresent()) {
            return new Verdict.Bad(untimely.get());
        }
        if (!issuer.addressed(token.claims().json().get("aud"))) {
            return new Verdict.Bad("its audience is another");
        }
        if (token.claims().json().get("cnf") != null) {
            return new Verdict.Bad("it is bound to a key (cnf), whose proof is not supported yet");
        }
        Optional<Keys> keys = issuer.keys().current();
        if (keys.isPresent() && token.isSignedBy(keys.get())) {
            return new Verdict.Good(
                    new VerifiedToken(token.claims().principal(), token.claims().expires(), issuer.keys(), keys.get()));
        }
        String keyId = token.header().getKeyID();
        boolean undecided = keys.isEmpty() || (keyId != null && !keys.get().knows(keyId));
        return undecided
                ? new Verdict.Unknown(issuer.keys())
                : new Verdict.Bad("no key of its issuer made its signature");
    }
}

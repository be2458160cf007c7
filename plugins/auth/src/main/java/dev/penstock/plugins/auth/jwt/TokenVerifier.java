package dev.penstock.plugins.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges tokens by the claims of RFC 7519 and the rules of RFC 8725.
 *
 * <p>Only the keys of the issuers are ever used. What a header brings of its own ({@code jwk}, {@code jku}, {@code x5u},
 * {@code x5c}) is not looked at.
 */
final class TokenVerifier {
    /**
     * A plain JWT and an access token (RFC 9068 section 4). What is typed as anything else, such as a proof, a logout
     * token or a security event, was signed for another purpose (RFC 8725 section 3.11).
     */
    private static final Set<String> TYPES = Set.of("", "jwt", "jose", "at+jwt");

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
     * Judges a token as it was sent.
     *
     * @param now in milliseconds since the epoch
     */
    Verdict verify(String text, long now) {
        try {
            return verify(ParsedToken.parse(text), now);
        } catch (IllegalArgumentException broken) {
            return new Verdict.Bad(broken.getMessage());
        }
    }

    /**
     * Takes about 50 microseconds for an RSA signature, ten times that for one {@linkplain ParsedToken#isCostly by a
     * curve}.
     *
     * @param now in milliseconds since the epoch
     */
    Verdict verify(ParsedToken token, long now) {
        if (!TYPES.contains(token.type())) {
            return new Verdict.Bad("its typ is that of another kind of token");
        }
        if (!token.header().isBase64URLEncodePayload()) {
            return new Verdict.Bad("its claims are said to be unencoded (RFC 7797)");
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
        if (!token.claims().isTextOrAbsent("sub")) {
            return new Verdict.Bad("its subject is no text");
        }
        Binding binding;
        try {
            binding = Binding.of(token.claims().json());
        } catch (IllegalArgumentException other) {
            return new Verdict.Bad(other.getMessage());
        }
        Optional<Keys> keys = issuer.keys().current();
        if (keys.isPresent() && token.isSignedBy(keys.get())) {
            return new Verdict.Good(new VerifiedToken(
                    token.claims().principal(), binding, token.claims().expires(), issuer.keys(), keys.get()));
        }
        String keyId = token.header().getKeyID();
        boolean undecided = keys.isEmpty() || keyId == null || !keys.get().knows(keyId);
        return undecided
                ? new Verdict.Unknown(issuer.keys())
                : new Verdict.Bad("no key of its issuer made its signature");
    }
}

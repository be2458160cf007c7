package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.plugins.auth.credential.UsedOnce;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Host;
import dev.penstock.sdk.Inbound;
import dev.penstock.sdk.Key;
import dev.penstock.sdk.Pool;
import io.vertx.core.Future;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Whether the sender of a token that is bound to keys holds them: by a DPoP proof, by the client's certificate. */
final class Possession {
    private static final Key<Shown> SHOWN = Key.named("jwt:shown");

    /** What the sender lacks. */
    enum Flaw {
        /** The token may not come this way. */
        TOKEN,
        /** The proof is missing or not good. */
        PROOF,
        /** Whether the proof is used again is not to be known now. */
        STORE
    }

    /**
     * A no.
     *
     * @param reason for the log; no part of the token and its proof
     */
    record Denial(Flaw flaw, String reason) {}

    /** A proof that was taken in this call: a second step is no second use. */
    private record Shown(String proof, String token) {}

    /** A proof may be from the future by the window, and is good for the window after that (RFC 9449 section 11.1). */
    private static final Duration KEPT = ProofVerifier.WINDOW.multipliedBy(2).plusSeconds(5);

    private final Optional<DpopMode> dpop;
    private final UsedOnce proofs;
    private final Pool pool;
    private final InstantSource clock;

    /** @param api whose proofs these are */
    Possession(Optional<DpopMode> dpop, String api, Host host) {
        this.dpop = dpop;
        this.proofs = new UsedOnce(host.store(), host.clock(), api, "dpop");
        this.pool = host.pool(JwtStep.POOL, host.eventLoops());
        this.clock = host.clock();
    }

    /** Whether a token that is bound to nothing may pass when it came this way. */
    boolean isFree(TokenPlaces.Presented token, Binding binding) {
        return binding.isNone() && !token.asDpop() && !dpop.equals(Optional.of(DpopMode.REQUIRED));
    }

    /** Why a token that was found good may not pass; on the call's loop. */
    Future<Optional<Denial>> denial(Call call, TokenPlaces.Presented token, Binding binding) {
        if (binding.certificate().isPresent() && !binding.certificate().equals(certificate(call.inbound()))) {
            return deny(Flaw.TOKEN, "it is bound to a certificate that the client did not show");
        }
        if (binding.proofKey().isEmpty()) {
            return token.asDpop() || dpop.equals(Optional.of(DpopMode.REQUIRED))
                    ? deny(Flaw.TOKEN, "it is bound to no key of a proof")
                    : admit();
        }
        if (dpop.isEmpty()) {
            return deny(Flaw.TOKEN, "it is bound to the key of a proof, and the step takes none (dpop)");
        }
        return token.asOther()
                ? deny(Flaw.TOKEN, "it is bound to the key of a proof, and came as if it were not")
                : prove(call, token.token(), binding.proofKey().get());
    }

    private Future<Optional<Denial>> prove(Call call, String token, String key) {
        Inbound request = call.inbound();
        List<String> proofs = request.headers().getAll("dpop");
        if (proofs.size() != 1) {
            return deny(Flaw.PROOF, proofs.isEmpty() ? "it came without its proof" : "it came with several proofs");
        }
        Shown shown = new Shown(proofs.get(0), token);
        if (call.get(SHOWN).equals(Optional.of(shown))) {
            return admit();
        }
        String target = request.scheme() + "://" + request.host() + request.path();
        ProofVerifier.Purpose purpose = new ProofVerifier.Purpose(request.method(), target, token, key);
        return pool.run(() -> ProofVerifier.verify(shown.proof, purpose, clock.millis()))
                .transform(verified -> {
                    if (verified.succeeded()) {
                        return once(call, shown, key, verified.result());
                    }
                    return verified.cause() instanceof IllegalArgumentException bad
                            ? deny(Flaw.PROOF, "its proof is not good: " + bad.getMessage())
                            : Future.failedFuture(verified.cause());
                });
    }

    private Future<Optional<Denial>> once(Call call, Shown shown, String key, ProofVerifier.Proof proof) {
        return proofs.isFirst(Sha256.hex(key, proof.id()), proof.until(), KEPT).transform(first -> {
            if (first.failed()) {
                return deny(Flaw.STORE, "the store of used proofs does not answer");
            }
            if (!first.result()) {
                return deny(Flaw.PROOF, "its proof was used before");
            }
            call.put(SHOWN, shown);
            return admit();
        });
    }

    private static Optional<String> certificate(Inbound request) {
        return request.clientCertificate().map(Possession::thumbprint);
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            byte[] hash = Sha256.fresh().digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (CertificateEncodingException broken) {
            return "";
        }
    }

    private static Future<Optional<Denial>> admit() {
        return Future.succeededFuture(Optional.empty());
    }

    private static Future<Optional<Denial>> deny(Flaw flaw, String reason) {
        return Future.succeededFuture(Optional.of(new Denial(flaw, reason)));
    }
}

package dev.penstock.plugins.auth.mtls;

import dev.penstock.plugins.auth.credential.Sha256;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Lets a call pass whose client has a certificate that the rules name. */
final class MtlsStep implements Step, Credential {
    private static final Logger LOG = System.getLogger(MtlsStep.class.getName());

    /** What a step was told. */
    record Rules(
            CertificateSource source,
            List<SubjectRule> subjects,
            List<SanRule> sans,
            boolean optional,
            boolean forward) {
        boolean admit(X500Principal subject, List<San> names) {
            return (subjects.isEmpty() && sans.isEmpty())
                    || subjects.stream().anyMatch(rule -> rule.matches(subject))
                    || names.stream().anyMatch(name -> sans.stream().anyMatch(rule -> rule.matches(name)));
        }
    }

    private final Rules rules;
    private final InstantSource clock;

    MtlsStep(Rules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public boolean isPresent(Call call) {
        return rules.source.isPresent(call);
    }

    @Override
    public void cleanse(Call call) {
        rules.source.cleanse(call);
    }

    @Override
    public Future<Void> apply(Call call) {
        cleanse(call);
        try {
            Optional<X509Certificate> found = rules.source.find(call);
            if (found.isEmpty()) {
                return rules.optional
                        ? Future.succeededFuture()
                        : Future.failedFuture(refusal("expected a client certificate, found none"));
            }
            X509Certificate certificate = found.get();
            return isTimely(certificate) ? decide(call, certificate) : refuse("it is not valid at this time");
        } catch (CertificateException | IllegalArgumentException malformed) {
            return refuse(malformed.getMessage());
        }
    }

    private Future<Void> decide(Call call, X509Certificate certificate) throws CertificateException {
        List<San> names = San.of(certificate);
        if (!rules.admit(certificate.getSubjectX500Principal(), names)) {
            LOG.log(Level.DEBUG, "a client certificate was refused: no rule names it");
            return Future.failedFuture(
                    Problem.of(Problem.Kind.FORBIDDEN, "the client certificate does not allow this"));
        }
        rules.source.forward(call, certificate, rules.forward);
        call.principal(principal(certificate, names));
        return Future.succeededFuture();
    }

    private static Principal principal(X509Certificate certificate, List<San> names) throws CertificateException {
        Map<String, Object> claims = Map.of(
                "san", names.stream().map(San::value).toList(),
                "serial", certificate.getSerialNumber().toString(16),
                "fingerprint", Sha256.hex(certificate.getEncoded()));
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return new Principal(Optional.of(subject), claims, Set.of(), Optional.empty(), Optional.empty());
    }

    private boolean isTimely(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static Future<Void> refuse(String reason) {
        LOG.log(Level.DEBUG, () -> "a client certificate was refused: " + reason);
        return Future.failedFuture(refusal("the client certificate is not valid"));
    }

    private static Problem refusal(String detail) {
        return Problem.of(Problem.Kind.UNAUTHORIZED, detail).header("WWW-Authenticate", "Certificate");
    }
}

package dev.penstock.plugins.auth.key;

import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Lets a call pass that shows a known key. Unknown and expired keys are refused in the same words.
 *
 * @param scheme of the challenge, which no registry knows unless the key stands behind a scheme
 */
record ApiKeyStep(CredentialPlace place, String scheme, Consumers consumers, ApiKeyConfig settings, InstantSource clock)
        implements Step, Credential {
    @Override
    public boolean isPresent(Call call) {
        return !Credentials.find(place, call).isEmpty();
    }

    @Override
    public Future<Void> apply(Call call) {
        List<String> found = Credentials.find(place, call);
        if (found.isEmpty()) {
            return settings.optional() ? Future.succeededFuture() : refuse("expected an API key, found none");
        }
        Optional<Consumer> consumer = found.size() > 1 ? Optional.empty() : consumers.of(found.get(0));
        if (consumer.isEmpty() || consumer.get().expires() <= clock.millis()) {
            return refuse("the API key is not valid");
        }
        if (!settings.forward()) {
            Credentials.take(place, found.get(0), call);
        }
        call.principal(consumer.get().principal());
        return Future.succeededFuture();
    }

    private Future<Void> refuse(String detail) {
        return Future.failedFuture(Problem.of(Problem.Kind.UNAUTHORIZED, detail).header("WWW-Authenticate", scheme));
    }
}

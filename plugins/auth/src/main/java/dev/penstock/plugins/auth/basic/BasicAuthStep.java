package dev.penstock.plugins.auth.basic;

import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.plugins.auth.credential.HeaderPlace;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Credential;
import dev.penstock.sdk.Principal;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets a call pass whose password is right. A wrong password and an unknown user are refused in the same words. */
record BasicAuthStep(Users users, PasswordDesk desk, String challenge, BasicAuthConfig settings)
        implements Step, Credential {
    private static final CredentialPlace PLACE = new HeaderPlace("authorization", "Basic");

    @Override
    public boolean isPresent(Call call) {
        return !Credentials.find(PLACE, call).isEmpty();
    }

    @Override
    public Future<Void> apply(Call call) {
        List<String> found = Credentials.find(PLACE, call);
        if (found.isEmpty()) {
            return settings.optional()
                    ? Future.succeededFuture()
                    : refuse("expected a user and a password, found none");
        }
        Optional<Login> login = found.size() > 1 ? Optional.empty() : Login.parse(found.get(0));
        if (login.isEmpty()) {
            return refuse();
        }
        Future<Boolean> verdict = desk.verify(users, login.get(), call.inbound().clientIp());
        return call.onLoop(verdict)
                .compose(right -> right ? admit(call, found.get(0), login.get().user()) : refuse());
    }

    private Future<Void> admit(Call call, String credential, String user) {
        if (!settings.forward()) {
            Credentials.take(PLACE, credential, call);
        }
        call.principal(new Principal(Optional.of(user), Map.of(), Set.of(), Optional.empty(), Optional.empty()));
        return Future.succeededFuture();
    }

    private Future<Void> refuse() {
        return refuse("the user or the password is not right");
    }

    private Future<Void> refuse(String detail) {
        return Future.failedFuture(Problem.of(Problem.Kind.UNAUTHORIZED, detail).header("WWW-Authenticate", challenge));
    }
}

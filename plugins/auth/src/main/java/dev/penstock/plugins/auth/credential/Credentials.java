package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Key;
import java.util.List;
import java.util.Optional;

/**
 * The credentials of a call. What a step verified is taken away before the upstream sees it, so a second step that looks
 * at the same place finds here what the first one took.
 */
public final class Credentials {
    private static final Key<Taken> TAKEN = Key.named("auth:taken");

    private record Taken(CredentialPlace place, String credential, Optional<Taken> before) {}

    private Credentials() {}

    /** What the client sent in this place: nothing, one credential, or several, none of which may be taken. */
    public static List<String> find(CredentialPlace place, Call call) {
        List<String> found = place.find(call.outbound());
        return found.isEmpty() ? taken(place, call).map(List::of).orElse(List.of()) : found;
    }

    /** Takes a verified credential away, unless an earlier step did. */
    public static void take(CredentialPlace place, String credential, Call call) {
        place.remove(call.outbound());
        call.put(TAKEN, new Taken(place, credential, call.get(TAKEN)));
    }

    private static Optional<String> taken(CredentialPlace place, Call call) {
        Optional<Taken> taken = call.get(TAKEN);
        while (taken.isPresent() && !taken.get().place.equals(place)) {
            taken = taken.get().before;
        }
        return taken.map(Taken::credential);
    }
}

package dev.penstock.plugins.cache;

import dev.penstock.sdk.Below;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Principal;
import java.util.Optional;

/**
 * Whose copy a request may be given.
 *
 * @param identified whether the answer may depend on who asks: only one that says so is for others too
 * @param owner of a copy of their own; empty: the copy of all
 * @param apart what else tells it from other requests for the same URI; empty: nothing
 */
record Whose(boolean identified, Optional<String> owner, String apart) {
    /** Of whom nobody knows who it is, and who differs in nothing. */
    static final Whose ANYBODY = new Whose(false, Optional.empty());

    /** Nothing else. */
    Whose(boolean identified, Optional<String> owner) {
        this(identified, owner, "");
    }

    /** By which rules. */
    static final class Rules {
        private final boolean owned;
        private final boolean belowAuth;
        private final Below below;
        private final Apart apart;

        /**
         * @param owned whether each caller has a copy of their own
         * @param belowAuth whoever comes from below an auth step is somebody, also one that it let in anonymously
         * @param below whoever is to pass an auth step there may be somebody
         */
        Rules(boolean owned, boolean belowAuth, Below below) {
            this.owned = owned;
            this.belowAuth = belowAuth;
            this.below = below;
            this.apart = new Apart(below);
        }

        Whose of(Call call) {
            boolean identified = belowAuth
                    || below.auth().isPresent()
                    || call.inbound().headers().contains("authorization")
                    || call.outbound().headers().contains("authorization");
            return new Whose(
                    identified, owned ? call.principal().flatMap(Whose::owner) : Optional.empty(), apart.of(call));
        }
    }

    /** A subject is unique for its issuer alone. */
    private static Optional<String> owner(Principal principal) {
        Object issuer = principal.claims().get("iss");
        return principal
                .subject()
                .map(subject -> "subject " + line(subject) + (issuer == null ? "" : "\nof " + line(issuer)))
                .or(() -> principal.consumer().map(consumer -> "consumer " + line(consumer)));
    }

    /** What a name holds must not look like the next part of a key. */
    private static String line(Object name) {
        return name.toString().replace("\\", "\\\\").replace("\n", "\\n");
    }

    boolean isShared() {
        return owner.isEmpty();
    }
}

package dev.penstock.plugins.auth.jwt;

import dev.penstock.plugins.auth.credential.CredentialPlace;
import dev.penstock.plugins.auth.credential.Credentials;
import dev.penstock.plugins.auth.credential.HeaderPlace;
import dev.penstock.sdk.Call;
import java.util.ArrayList;
import java.util.List;

/** Where the token of one step stands: in its place, and behind the scheme DPoP too where the step takes proofs. */
final class TokenPlaces {
    private static final String DPOP = "DPoP";

    private final List<CredentialPlace> places = new ArrayList<>(2);

    /** A token as it was found. */
    record Presented(CredentialPlace place, String token) {
        /** Whether it came behind the scheme of RFC 9449 section 7.1. */
        boolean asDpop() {
            return place instanceof HeaderPlace field && field.scheme().equalsIgnoreCase(DPOP);
        }

        /** Whether it came behind another scheme, such as Bearer. */
        boolean asOther() {
            return place instanceof HeaderPlace field && !field.scheme().isEmpty() && !asDpop();
        }
    }

    TokenPlaces(CredentialPlace place, boolean proofs) {
        places.add(place);
        if (proofs && new Presented(place, "").asOther()) {
            places.add(new HeaderPlace(((HeaderPlace) place).name(), DPOP));
        }
    }

    /** What the client sent: nothing, one token, or several, none of which may be taken. */
    List<Presented> find(Call call) {
        for (CredentialPlace place : places) {
            List<String> found = Credentials.find(place, call);
            if (found.size() == 1) {
                return List.of(new Presented(place, found.get(0)));
            }
            if (!found.isEmpty()) {
                return found.stream().map(token -> new Presented(place, token)).toList();
            }
        }
        return List.of();
    }
}

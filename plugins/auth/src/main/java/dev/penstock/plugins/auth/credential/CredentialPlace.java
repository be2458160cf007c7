package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Outbound;
import java.util.List;

/** Where a credential stands in a request. Equal for equal places. */
public interface CredentialPlace {
    /** What stands there: nothing, one credential, or several, none of which may be taken. */
    List<String> find(Outbound request);

    /** Puts one there, beside what else there is. */
    void put(String credential, Outbound request);

    /** Takes it away; what stands beside it stays as it is, byte for byte. */
    void remove(Outbound request);
}

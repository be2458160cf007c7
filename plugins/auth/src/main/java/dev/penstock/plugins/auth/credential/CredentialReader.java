package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Part;
import dev.penstock.sdk.StepContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compiles the settings that auth steps share, saying what is wrong with them. */
public final class CredentialReader {
    private static final Pattern SCHEME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** What a scope is made of (RFC 6749 section 3.3). */
    public static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private CredentialReader() {}

    /** The place that {@code in} names. */
    public static CredentialPlace place(CredentialConfig in, StepContext context) {
        long stated = Stream.of(in.header(), in.cookie(), in.query())
                .filter(Optional::isPresent)
                .count();
        if (stated != 1 || (in.scheme().isPresent() && in.header().isEmpty())) {
            context.fault(
                    context.settings().at("in"),
                    "expected one of {header: \u2026}, {header: \u2026, scheme: \u2026}, {cookie: \u2026}, {query: \u2026}");
        }
        in.scheme()
                .filter(scheme -> !SCHEME.matcher(scheme).matches())
                .ifPresent(scheme -> context.fault(
                        context.settings().at("in"),
                        "expected an authentication scheme such as Bearer, found '" + scheme + "'"));
        if (in.cookie().isPresent()) {
            return new CookiePlace(in.cookie().get());
        }
        return in.query()
                .<CredentialPlace>map(QueryPlace::new)
                .orElseGet(() -> new HeaderPlace(
                        in.header().orElse("authorization").toLowerCase(Locale.ROOT),
                        in.scheme().orElse("")));
    }

    /** The rule that {@code scopes} states; without it every caller will do. */
    public static ScopeRule scopes(Optional<ScopesConfig> stated, StepContext context) {
        ScopesConfig scopes = stated.orElse(new ScopesConfig(List.of(), List.of()));
        for (List<String> listed : List.of(scopes.all(), scopes.any())) {
            for (String scope : listed) {
                if (!SCOPE.matcher(scope).matches()) {
                    context.fault(
                            context.settings().at("scopes"),
                            "expected a scope without blanks and quotes (RFC 6749 section 3.3), found '" + scope + "'");
                }
            }
        }
        return new ScopeRule(scopes.all(), scopes.any());
    }

    /**
     * The header fields that {@code claims} names, field to claim.
     *
     * @param place of the credential, which is no place for a claim
     */
    public static ClaimHeaders claims(Map<String, String> stated, CredentialPlace place, StepContext context) {
        for (String name : stated.keySet()) {
            if (place instanceof HeaderPlace field && field.name().equalsIgnoreCase(name)) {
                context.fault(
                        context.settings().at("claims"),
                        "expected another field than '" + name + "', where the credential stands");
            }
            Fields.fault(name, Direction.REQUEST)
                    .ifPresent(fault -> context.fault(context.settings().at("claims"), fault));
            context.writes(Part.header(name));
        }
        return new ClaimHeaders(stated);
    }
}

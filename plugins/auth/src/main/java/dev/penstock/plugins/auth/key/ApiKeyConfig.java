package dev.penstock.plugins.auth.key;

import dev.penstock.plugins.auth.credential.CredentialConfig;
import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.Optional;

/**
 * Lets in who shows a key of a file, and says who that is: {@code auth.consumer}, {@code auth.tier} and
 * {@code auth.scopes}. 401 otherwise.
 *
 * @param consumers the file: YAML or JSON, {@code consumers: [{name, keys, tier, scopes, expires}]}
 * @param in where the key stands; default: {@code {header: x-api-key}}
 * @param optional whether a call without a key passes; one with a bad key never does
 * @param forward whether the key goes on to the upstream
 */
public record ApiKeyConfig(
        Node consumers,
        Optional<CredentialConfig> in,
        @Default("false") boolean optional,
        @Default("false") boolean forward) {}

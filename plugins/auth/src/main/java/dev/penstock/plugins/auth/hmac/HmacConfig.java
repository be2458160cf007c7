package dev.penstock.plugins.auth.hmac;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of {@code hmac}: lets a request pass that is signed with a shared secret (RFC 2104), as webhooks are;
 * otherwise 401. The body is held, at most {@code limits.body} of it (413), and goes on byte for byte. The defaults are
 * GitHub's.
 *
 * @param secret what the sender signs with; several while one is being changed, any of which will do
 * @param in where the signature stands; of one that is there several times any may match
 * @param algorithm what it is made with
 * @param encoding how it is written
 * @param signed what is signed: {@code raw} is the body's bytes, {@code sig.t} the field {@code t} of the signature's header
 * @param timestamp when it was signed, in seconds since the epoch; without it a signature is good for ever
 * @param tolerance how old a signature may be, and how far in the future
 * @param once takes a signature once within the tolerance, over all gateways that share a store; 503 while the store
 *     cannot be asked
 * @param subject {@code auth.subject}
 * @param forward sends the header of the signature on to the upstream
 */
public record HmacConfig(
        List<String> secret,

        @Default("{header: x-hub-signature-256, prefix: \"sha256=\"}")
        PlaceConfig in,

        @Default("sha256") Algorithm algorithm,
        @Default("hex") Encoding encoding,
        @Default("${raw}") Node signed,
        Optional<Node> timestamp,
        @Default("5m") Duration tolerance,
        @Default("false") boolean once,
        Optional<Node> subject,
        @Default("false") boolean forward) {}

package dev.penstock.plugins.auth.mtls;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import java.util.List;

/**
 * The settings of {@code mtls}: lets a request pass whose client has a certificate, and says whose it is. 401 without a
 * certificate and with one that is malformed, or not valid at this time; 403 with one that the rules do not name. Which
 * authorities are trusted is said where the certificate is verified: by {@code client-ca} of the listener, or by the
 * proxy.
 *
 * @param subjects whole distinguished names that are let in, such as {@code CN=partner-a,O=Acme}; a value may be
 *     {@code *.x}
 * @param sans subject alternative names that are let in: hosts, also {@code *.x} (one or more labels), URIs, mailboxes,
 *     addresses. One hit in either list suffices; without both every certificate will do
 * @param in {@code connection}, or {@code {header: client-cert}}: what a trusted proxy says (RFC 9440); from others the
 *     field is dropped and counts for nothing
 * @param optional lets a request without certificate pass, unauthenticated; a bad one never passes
 * @param forward shows the certificate to the upstream, in {@code Client-Cert} or the field that it came in
 */
public record MtlsConfig(
        List<SubjectRule> subjects,
        List<SanRule> sans,
        @Default("connection") Node in,
        @Default("false") boolean optional,
        @Default("false") boolean forward) {}

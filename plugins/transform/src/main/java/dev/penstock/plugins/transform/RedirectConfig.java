package dev.penstock.plugins.transform;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;

/**
 * {@code redirect}: answers with another place (RFC 9110 section 15.4). A bare text is {@code to}.
 *
 * @param to a template of a URL with its host, or of a path that begins with a slash; what is inserted is
 *     percent-encoded and can change neither scheme nor host, but for a host that is just {@code ${request.host}}
 * @param status 301, 302, 303, 307 or 308
 */
record RedirectConfig(Node to, @Default("308") int status) {}

package dev.penstock.plugins.transform;

import dev.penstock.sdk.Default;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code cors}: lets scripts of other origins read the answers (Fetch standard section 3.2).
 *
 * @param origins at least one; see {@link AllowedOrigin}
 * @param methods what a preflight allows, in upper case; {@code *}: what it asks for
 * @param headers what a preflight allows; none or {@code *}: what it asks for
 * @param expose the fields of an answer that a script may read beyond the safelisted ones
 * @param credentials whether cookies and the like may come along; not with every origin
 * @param maxAge how long a browser may keep the answer to a preflight, in whole seconds; none: it decides
 */
record CorsConfig(
        List<AllowedOrigin> origins,
        @Default("[GET, HEAD, POST, PUT, PATCH, DELETE]") List<String> methods,
        List<String> headers,
        List<String> expose,
        @Default("false") boolean credentials,
        Optional<Duration> maxAge) {}

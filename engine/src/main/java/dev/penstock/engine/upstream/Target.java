package dev.penstock.engine.upstream;

import java.net.URI;

/**
 * One backend.
 *
 * @param authority what goes as {@code Host}
 * @param base the path before every request's, without a slash at its end
 */
record Target(String host, int port, boolean tls, String authority, String base) {
    static Target of(URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String host = url.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Target(bare, port, tls, url.getRawAuthority(), base);
    }
}

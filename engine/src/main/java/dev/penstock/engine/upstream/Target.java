package dev.penstock.engine.upstream;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** One backend, and how many requests are under way to it. */
final class Target {
    private final URI url;
    private final boolean tls;
    private final String host;
    private final String base;
    private final int limit;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * A backend without requests.
     *
     * @param url {@code http} or {@code https}; its path goes before every request's
     * @param limit of connections
     */
    Target(URI url, int limit) {
        this.url = url;
        this.limit = limit;
        this.tls = "https".equalsIgnoreCase(url.getScheme());
        String name = url.getHost();
        this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        this.base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    URI url() {
        return url;
    }

    String host() {
        return host;
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    }

    boolean tls() {
        return tls;
    }

    /** What goes as {@code Host}. */
    String authority() {
        return url.getRawAuthority();
    }

    /** The path before every request's, without a slash at its end. */
    String base() {
        return base;
    }

    void enter() {
        underWay.incrementAndGet();
    }

    void leave() {
        underWay.decrementAndGet();
    }

    /** Whether more are under way than have a connection: some of them wait for one. */
    boolean isCrowded() {
        return underWay.get() > limit;
    }
}

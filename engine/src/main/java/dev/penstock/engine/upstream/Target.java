package dev.penstock.engine.upstream;

import dev.penstock.engine.upstream.balance.Share;
import dev.penstock.engine.upstream.health.Standing;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** One backend at one address: where it is, how it stands, how busy it is. */
final class Target {
    private final UpstreamSettings.Server server;
    private final Optional<InetAddress> address;
    private final String name;
    private final boolean tls;
    private final String host;
    private final Optional<String> sni;
    private final int port;
    private final String base;
    private final Places places;
    private final Standing standing;

    /**
     * A backend without requests.
     *
     * @param address one of those of its name; empty: the name itself is connected to
     */
    Target(
            UpstreamSettings upstream,
            UpstreamSettings.Server server,
            Optional<InetAddress> address,
            InstantSource clock) {
        URI url = server.url();
        this.server = server;
        this.address = address;
        this.name = url + address.map(of -> " (" + of.getHostAddress() + ")").orElse("");
        this.tls = "https".equalsIgnoreCase(url.getScheme());
        this.host = host(url);
        this.sni = tls ? upstream.tls().sni() : Optional.empty();
        this.port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        this.base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.places = new Places(upstream.maxConnections());
        this.standing = new Standing("upstream " + upstream.shown() + ": " + name, clock);
    }

    /** The host that a URL names, an IPv6 address without its brackets. */
    static String host(URI url) {
        String name = url.getHost();
        return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    UpstreamSettings.Server server() {
        return server;
    }

    Optional<InetAddress> address() {
        return address;
    }

    /** Tells it from all others: its URL, and its address where its host is a name. */
    String name() {
        return name;
    }

    /** What goes as {@code Host}. */
    String authority() {
        return server.url().getRawAuthority();
    }

    Places places() {
        return places;
    }

    Standing standing() {
        return standing;
    }

    Share share() {
        return new Share(name, server.weight());
    }

    /**
     * A request to it.
     *
     * @param target path and query, below its base path
     */
    RequestOptions request(String method, String target) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost(sni.orElse(host))
                .setPort(port)
                .setSsl(tls)
                .setURI(base + target);
        if (address.isPresent() || sni.isPresent()) {
            String at = address.map(InetAddress::getHostAddress).orElse(host);
            options.setServer(SocketAddress.inetSocketAddress(port, at));
        }
        return options;
    }
}

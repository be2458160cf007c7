package dev.penstock.engine.config;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Redis or Valkey that gateways share.
 *
 * @param servers at least one; all by TLS or none
 * @param master the name that the sentinels know it by; there in mode {@link Mode#SENTINEL} alone
 * @param database 0 in a cluster
 * @param tls how servers of {@code rediss} are met
 */
public record RedisSpec(
        List<URI> servers,
        Mode mode,
        Optional<String> master,
        Optional<String> user,
        Optional<String> password,
        int database,
        Tls tls) {
    /**
     * Where counts are kept that gateways share.
     *
     * @param url {@code redis://host:port}, {@code rediss://} for TLS, perhaps {@code /<database>}; several in a cluster,
     *     or the sentinels
     * @param mode what the servers are to each other
     * @param master the name that the sentinels know the server by, with {@code mode: sentinel}
     * @param user who the gateway is (ACL), beside {@code password}
     * @param password goes before one in the URL; it is shown nowhere
     * @param tls how servers of {@code rediss} are met
     */
    record File(
            Placed<List<Url>> url,
            @Default("single") Mode mode,
            Optional<Placed<String>> master,
            Optional<Placed<String>> user,
            Optional<String> password,
            Optional<Placed<TlsFile>> tls) {}

    /** What the servers are to each other. */
    public enum Mode {
        /** There is one. */
        SINGLE,
        /** Each has a part of the keys. */
        CLUSTER,
        /** They know which one it is. */
        SENTINEL
    }

    /**
     * TLS towards Redis.
     *
     * @param ca a file of PEM: who signs the servers' certificates; default: those that the JVM trusts
     * @param cert a file of PEM: the certificate that the gateway shows, beside {@code key}
     * @param key a file of PEM: its key, without a passphrase
     * @param verify whether the certificate and its name are looked at; false: nothing is
     */
    record TlsFile(
            Optional<Placed<String>> ca,
            Optional<Placed<String>> cert,
            Optional<Placed<String>> key,
            @Default("true") boolean verify) {}

    /** The same with paths relative to the file. */
    public record Tls(
            Optional<Placed<Path>> ca, Optional<Placed<Path>> cert, Optional<Placed<Path>> key, boolean verify) {}

    /**
     * The address of a server, and what else its URL may say.
     *
     * @param uri scheme, host and port alone
     */
    record Url(URI uri, Optional<String> user, Optional<String> password, int database) {
        private static final int STANDARD = 6379;
        private static final Pattern DATABASE = Pattern.compile("/?([0-9]{0,5})");

        /**
         * Reads the address of a server.
         *
         * @throws IllegalArgumentException when the text is none; the message holds no password
         */
        public static Url parse(String text) {
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException broken) {
                throw refused(text);
            }
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            Matcher database = DATABASE.matcher(uri.getRawPath() == null ? "" : uri.getRawPath());
            boolean bare = database.matches() && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean known = scheme.equals("redis") || scheme.equals("rediss");
            if (!known || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535 || !bare) {
                throw refused(text);
            }
            String[] parts = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            return new Url(
                    URI.create(scheme + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? STANDARD : uri.getPort())),
                    Optional.of(parts).filter(two -> two.length == 2).map(two -> two[0]),
                    Optional.of(parts).filter(some -> some.length > 0).map(some -> some[some.length - 1]),
                    database.group(1).isEmpty() ? 0 : Integer.parseInt(database.group(1)));
        }

        private static IllegalArgumentException refused(String text) {
            // What stands before an @ may be a password.
            String shown = text.indexOf('@') < 0 ? "'" + text + "'" : "another with a password";
            return new IllegalArgumentException("expected redis://host:port, or rediss:// for TLS, found " + shown);
        }

        boolean isSecure() {
            return uri.getScheme().equals("rediss");
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    public RedisSpec {
        servers = List.copyOf(servers);
    }

    /** Whether the servers are met by TLS. */
    public boolean isSecure() {
        return servers.get(0).getScheme().equals("rediss");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisSpec[servers=" + servers + ", mode=" + mode + ", password="
                + (password.isPresent() ? "***" : "none") + "]";
    }

    /** The same with paths relative to this folder; empty when nothing could be made of it. */
    static Optional<RedisSpec> of(File file, Path folder, Faults faults) {
        List<Url> urls = file.url().value();
        Place at = file.url().place();
        if (urls.isEmpty()) {
            faults.fault(at, "url: expected a server such as redis://127.0.0.1:6379, found none");
            return Optional.empty();
        }
        if (urls.stream().map(Url::isSecure).distinct().count() > 1) {
            faults.fault(at, "url: expected all servers by rediss:// or none, found both");
        }
        together(file, at, faults);
        Optional<String> password =
                file.password().or(() -> urls.get(0).password()).filter(text -> !text.isEmpty());
        file.user()
                .filter(alone -> password.isEmpty())
                .ifPresent(alone ->
                        faults.fault(alone.place(), "user: expected 'password' beside it, found none: add it"));
        return Optional.of(new RedisSpec(
                urls.stream().map(Url::uri).toList(),
                file.mode(),
                file.master().map(Placed::value),
                file.user().map(Placed::value).or(() -> urls.get(0).user()).filter(name -> !name.isEmpty()),
                password,
                urls.get(0).database(),
                tls(file, folder, faults)));
    }

    /** Keys that only some modes go with. */
    private static void together(File file, Place url, Faults faults) {
        int servers = file.url().value().size();
        if (file.mode() == Mode.SINGLE && servers > 1) {
            faults.fault(
                    url,
                    "url: expected one server, found " + servers
                            + ": add 'mode: cluster', or 'mode: sentinel' and 'master'");
        }
        if (file.mode() == Mode.SENTINEL && file.master().isEmpty()) {
            faults.fault(url, "url: expected 'master' beside sentinels, found none: add the name they know it by");
        }
        if (file.mode() != Mode.SENTINEL) {
            file.master()
                    .ifPresent(name -> faults.fault(
                            name.place(), "master: expected 'mode: sentinel' beside it, found none: add it"));
        }
        int database = file.url().value().get(0).database();
        if (file.mode() == Mode.CLUSTER && database != 0) {
            faults.fault(url, "url: expected database 0, the only one of a cluster, found " + database);
        }
    }

    private static Tls tls(File file, Path folder, Faults faults) {
        Optional<TlsFile> keys = file.tls().map(Placed::value);
        boolean secure = file.url().value().get(0).isSecure();
        file.tls()
                .filter(useless -> !secure)
                .ifPresent(useless -> faults.fault(
                        useless.place(), "tls: expected servers by rediss:// beside it, found redis://: change 'url'"));
        Optional<Placed<String>> cert = keys.flatMap(TlsFile::cert);
        Optional<Placed<String>> key = keys.flatMap(TlsFile::key);
        if (cert.isPresent() != key.isPresent()) {
            Place at = cert.or(() -> key).orElseThrow().place();
            faults.fault(at, "expected 'cert' and 'key' together, found one of them: add the other");
        }
        return new Tls(
                keys.flatMap(TlsFile::ca).map(path -> within(folder, path)),
                cert.map(path -> within(folder, path)),
                key.map(path -> within(folder, path)),
                keys.map(TlsFile::verify).orElse(true));
    }

    private static Placed<Path> within(Path folder, Placed<String> file) {
        return new Placed<>(file.place(), folder.resolve(file.value()));
    }
}

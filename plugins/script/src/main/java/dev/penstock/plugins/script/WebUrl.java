package dev.penstock.plugins.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A URL of the URL standard (section 4.1) in its parts, which {@link UrlParser} and {@link UrlEdit} fill. */
final class WebUrl {
    private static final Map<String, Integer> SPECIAL =
            Map.of("http", 80, "https", 443, "ws", 80, "wss", 443, "ftp", 21, "file", -1);

    String scheme = "";
    String username = "";
    String password = "";

    /** Null: none. */
    String host;

    /** -1: that of the scheme. */
    int port = -1;

    /** Null: a path of segments. */
    String opaquePath;

    List<String> path = new ArrayList<>();

    /** Null: none. */
    String query;

    /** Null: none. */
    String fragment;

    boolean isSpecial() {
        return SPECIAL.containsKey(scheme);
    }

    static boolean isSpecial(String scheme) {
        return SPECIAL.containsKey(scheme);
    }

    boolean isFile() {
        return scheme.equals("file");
    }

    /** Sets a port, which is none where it is the scheme's own. */
    void port(int number) {
        port = SPECIAL.getOrDefault(scheme, -1) == number ? -1 : number;
    }

    /** Whether there can be a user or a port. */
    boolean hasAuthority() {
        return host != null && !host.isEmpty() && !isFile();
    }

    /** Takes the last segment away; the drive letter of a file stays. */
    void shorten() {
        boolean drive = isFile()
                && path.size() == 1
                && UrlParser.isDrive(path.get(0))
                && path.get(0).endsWith(":");
        if (!drive && !path.isEmpty()) {
            path.remove(path.size() - 1);
        }
    }

    private String pathname() {
        return opaquePath != null ? opaquePath : path.isEmpty() ? "" : "/" + String.join("/", path);
    }

    private String hostAndPort() {
        return host == null ? "" : port < 0 ? host : host + ":" + port;
    }

    private String href() {
        StringBuilder out = new StringBuilder(scheme).append(':');
        if (host != null) {
            out.append("//");
            if (!username.isEmpty() || !password.isEmpty()) {
                out.append(username)
                        .append(password.isEmpty() ? "" : ":" + password)
                        .append('@');
            }
            out.append(hostAndPort());
        } else if (opaquePath == null && path.size() > 1 && path.get(0).isEmpty()) {
            out.append("/.");
        }
        out.append(pathname());
        if (query != null) {
            out.append('?').append(query);
        }
        return fragment == null
                ? out.toString()
                : out.append('#').append(fragment).toString();
    }

    /**
     * What the attributes of a {@code URL} say, a line for each: href, origin, protocol, username, password, host,
     * hostname, port, pathname, search, hash. No part holds a line break.
     */
    String lines() {
        String origin = isSpecial() && !isFile() ? scheme + "://" + hostAndPort() : "null";
        return String.join(
                "\n",
                href(),
                origin,
                scheme + ":",
                username,
                password,
                hostAndPort(),
                host == null ? "" : host,
                port < 0 ? "" : String.valueOf(port),
                pathname(),
                query == null || query.isEmpty() ? "" : "?" + query,
                fragment == null || fragment.isEmpty() ? "" : "#" + fragment);
    }
}

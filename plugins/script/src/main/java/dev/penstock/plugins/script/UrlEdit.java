package dev.penstock.plugins.script;

import java.util.ArrayList;
import java.util.Locale;

/** The setters of the URL class (URL standard section 6.1); what cannot be set is left as it is. */
final class UrlEdit {
    private final WebUrl url;

    UrlEdit(WebUrl url) {
        this.url = url;
    }

    /** Sets one attribute. */
    void set(String attribute, String value) {
        String text = UrlParser.dense(value);
        switch (attribute) {
            case "protocol" -> protocol(text);
            case "username" -> {
                if (url.hasAuthority()) {
                    url.username = UrlEscape.USER_INFO.apply(value);
                }
            }
            case "password" -> {
                if (url.hasAuthority()) {
                    url.password = UrlEscape.USER_INFO.apply(value);
                }
            }
            case "host" -> host(text, true);
            case "hostname" -> host(text, false);
            case "port" -> port(text);
            case "pathname" -> pathname(text);
            case "search" -> url.query = search(text);
            case "hash" -> url.fragment = text.isEmpty() ? null : UrlEscape.FRAGMENT.apply(without('#', text));
            default -> throw new IllegalArgumentException(attribute);
        }
    }

    private static String without(char first, String text) {
        return !text.isEmpty() && text.charAt(0) == first ? text.substring(1) : text;
    }

    private String search(String text) {
        UrlEscape escape = url.isSpecial() ? UrlEscape.SPECIAL_QUERY : UrlEscape.QUERY;
        return text.isEmpty() ? null : escape.apply(without('?', text));
    }

    private void protocol(String text) {
        int colon = text.indexOf(':');
        String scheme = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean fits = scheme.matches("[a-z][a-z0-9+.-]*") && WebUrl.isSpecial(scheme) == url.isSpecial();
        boolean credentials = !url.username.isEmpty() || !url.password.isEmpty() || url.port >= 0;
        boolean bare = url.isFile() && (url.host == null || url.host.isEmpty());
        if (fits && !(scheme.equals("file") && credentials) && !bare) {
            url.scheme = scheme;
            url.port(url.port);
        }
    }

    private void host(String text, boolean withPort) {
        if (url.opaquePath != null) {
            return;
        }
        int end = 0;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0 && !isBackslash(text.charAt(end))) {
            end++;
        }
        String authority = text.substring(0, end);
        int colon = UrlParser.colon(authority);
        if (colon >= 0 && !withPort) {
            return;
        }
        String name = colon < 0 ? authority : authority.substring(0, colon);
        boolean dropped = !url.username.isEmpty() || !url.password.isEmpty() || url.port >= 0;
        if (name.isEmpty() && ((url.isSpecial() && !url.isFile()) || dropped || colon >= 0)) {
            return;
        }
        String host = name.isEmpty() ? "" : UrlHost.parse(name, url.isSpecial());
        if (host != null) {
            url.host = url.isFile() && host.equals("localhost") ? "" : host;
            if (colon >= 0 && !url.isFile()) {
                port(authority.substring(colon + 1), false);
            }
        }
    }

    private boolean isBackslash(char c) {
        return c == '\\' && url.isSpecial();
    }

    private void port(String text) {
        if (url.hasAuthority()) {
            port(text, true);
        }
    }

    /** Takes the digits in front. */
    private void port(String text, boolean emptyIsNone) {
        if (text.isEmpty() && emptyIsNone) {
            url.port = -1;
            return;
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        long port = end == 0 ? 1 << 20 : UrlParser.portOf(text.substring(0, end));
        if (port <= 65535) {
            url.port((int) port);
        }
    }

    private void pathname(String text) {
        if (url.opaquePath == null) {
            url.path = new ArrayList<>();
            if (!text.isEmpty() || url.isSpecial()) {
                UrlParser.addPath(url, text);
            }
        }
    }
}

package dev.penstock.plugins.script;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The basic URL parser of the URL standard (section 4.4). Query and fragment are cut off first, since every state of the
 * standard's machine ends at them; what is left is read part by part.
 */
final class UrlParser {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");

    private final WebUrl url = new WebUrl();
    private final WebUrl base;
    private final String query;

    private UrlParser(WebUrl base, String query, String fragment) {
        this.base = base;
        this.query = query;
        url.fragment = fragment;
    }

    /**
     * Parses a text.
     *
     * @param base null: none
     * @return null: it is no URL
     */
    static WebUrl parse(String input, WebUrl base) {
        String text = trimmed(input);
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? null : UrlEscape.FRAGMENT.apply(text.substring(hash + 1));
        String head = hash < 0 ? text : text.substring(0, hash);
        int mark = head.indexOf('?');
        String rest = mark < 0 ? head : head.substring(0, mark);
        UrlParser parser = new UrlParser(base, mark < 0 ? null : head.substring(mark + 1), fragment);
        return parser.run(rest, mark < 0 && rest.isEmpty() && fragment != null) ? parser.url : null;
    }

    /** Without control characters and blanks around it, and without tabs and line breaks in it. */
    private static String trimmed(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && input.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && input.charAt(end - 1) <= ' ') {
            end--;
        }
        return dense(input.substring(start, end));
    }

    /** Without tabs and line breaks. */
    static String dense(String text) {
        return text.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private boolean run(String rest, boolean fragmentAlone) {
        Matcher scheme = SCHEME.matcher(rest);
        if (scheme.lookingAt()) {
            url.scheme = scheme.group(1).toLowerCase(Locale.ROOT);
            return afterScheme(rest.substring(scheme.end()));
        }
        if (base == null || (base.opaquePath != null && !fragmentAlone)) {
            return false;
        }
        url.scheme = base.scheme;
        if (base.opaquePath != null) {
            url.opaquePath = base.opaquePath;
            url.query = base.query;
            return true;
        }
        return url.isFile() ? file(rest) : relative(rest);
    }

    private boolean afterScheme(String rest) {
        if (url.isFile()) {
            return file(rest);
        }
        if (url.isSpecial()) {
            boolean slashes = rest.startsWith("//");
            boolean relative = base != null && base.scheme.equals(url.scheme) && !slashes;
            return relative ? relative(rest) : authority(withoutSlashes(rest));
        }
        if (rest.startsWith("//")) {
            return authority(rest.substring(2));
        }
        if (rest.startsWith("/")) {
            return path(rest);
        }
        String opaque = UrlEscape.CONTROL.apply(rest);
        boolean blank = opaque.endsWith(" ") && (query != null || url.fragment != null);
        url.opaquePath = blank ? opaque.substring(0, opaque.length() - 1) + "%20" : opaque;
        url.query = query == null ? null : UrlEscape.QUERY.apply(query);
        return true;
    }

    private boolean isSlash(String text, int at) {
        return at < text.length() && (text.charAt(at) == '/' || (text.charAt(at) == '\\' && url.isSpecial()));
    }

    private String withoutSlashes(String text) {
        int start = 0;
        while (isSlash(text, start)) {
            start++;
        }
        return text.substring(start);
    }

    private boolean relative(String rest) {
        if (isSlash(rest, 0) && isSlash(rest, 1)) {
            return authority(url.isSpecial() ? withoutSlashes(rest) : rest.substring(2));
        }
        url.username = base.username;
        url.password = base.password;
        url.host = base.host;
        url.port = base.port;
        return isSlash(rest, 0) ? path(rest) : besideBase(rest);
    }

    /** A path that starts where that of the base ends; an empty one keeps it, and its query. */
    private boolean besideBase(String rest) {
        url.path = new ArrayList<>(base.path);
        if (rest.isEmpty()) {
            url.query = query == null ? base.query : escapedQuery();
            return true;
        }
        url.shorten();
        return path(rest);
    }

    private boolean authority(String text) {
        int end = 0;
        while (end < text.length() && !isSlash(text, end)) {
            end++;
        }
        String authority = text.substring(0, end);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            int colon = authority.substring(0, at).indexOf(':');
            url.username = UrlEscape.USER_INFO.apply(authority.substring(0, colon < 0 ? at : colon));
            url.password = colon < 0 ? "" : UrlEscape.USER_INFO.apply(authority.substring(colon + 1, at));
        }
        boolean stated = at >= 0;
        return hostAndPort(url, authority.substring(at + 1), stated) && pathIfAny(text.substring(end));
    }

    private boolean pathIfAny(String rest) {
        if (rest.isEmpty() && !url.isSpecial()) {
            url.query = query == null ? null : escapedQuery();
            return true;
        }
        return path(rest);
    }

    /**
     * Reads a host and the port behind it.
     *
     * @param required whether an empty one is refused whatever the scheme
     */
    static boolean hostAndPort(WebUrl url, String text, boolean required) {
        int colon = colon(text);
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.isEmpty() && (url.isSpecial() || required || colon >= 0)) {
            return false;
        }
        String host = name.isEmpty() ? "" : UrlHost.parse(name, url.isSpecial());
        String digits = colon < 0 ? "" : text.substring(colon + 1);
        if (host == null || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long port = digits.isEmpty() ? -1 : portOf(digits);
        if (port > 65535) {
            return false;
        }
        url.host = host;
        url.port((int) port);
        return true;
    }

    /** Digits as a number; one that is too large for a port is some number that is. */
    static long portOf(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 5 ? 1 << 20 : Long.parseLong(significant);
    }

    /** The colon before the port: not one within the brackets of an address. */
    static int colon(String text) {
        return text.indexOf(':', Math.max(0, text.indexOf(']')));
    }

    private boolean file(String rest) {
        url.host = "";
        boolean hasBase = base != null && base.isFile();
        if (isSlash(rest, 0) && isSlash(rest, 1)) {
            return fileHost(rest.substring(2));
        }
        if (isSlash(rest, 0)) {
            if (hasBase) {
                url.host = base.host;
                boolean drive =
                        !base.path.isEmpty() && isDrive(base.path.get(0)) && !startsWithDrive(rest.substring(1));
                if (drive) {
                    url.path.add(base.path.get(0));
                }
            }
            return path(rest);
        }
        if (!hasBase) {
            return path(rest);
        }
        url.host = base.host;
        return startsWithDrive(rest) ? path(rest) : besideBase(rest);
    }

    private boolean fileHost(String rest) {
        int end = 0;
        while (end < rest.length() && !isSlash(rest, end)) {
            end++;
        }
        String name = rest.substring(0, end);
        if (isDrive(name)) {
            return path(rest);
        }
        String host = name.isEmpty() ? "" : UrlHost.parse(name, true);
        if (host == null) {
            return false;
        }
        url.host = host.equals("localhost") ? "" : host;
        return path(rest.substring(end));
    }

    /** {@code C:} or {@code C|}. */
    static boolean isDrive(String segment) {
        return segment.matches("[A-Za-z][:|]");
    }

    private static boolean startsWithDrive(String text) {
        return text.matches("(?s)[A-Za-z][:|]([/\\\\].*)?");
    }

    private boolean path(String text) {
        addPath(url, text);
        url.query = query == null ? null : escapedQuery();
        return true;
    }

    /** Adds the segments of a text to the path; dots are resolved. */
    static void addPath(WebUrl url, String text) {
        String slashed = url.isSpecial() ? text.replace('\\', '/') : text;
        String[] segments = (slashed.startsWith("/") ? slashed.substring(1) : slashed).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            String dots = segments[i].replace("%2e", ".").replace("%2E", ".");
            if (dots.equals("..")) {
                url.shorten();
            }
            if (!dots.equals(".") && !dots.equals("..")) {
                String segment = UrlEscape.PATH.apply(segments[i]);
                boolean drive = url.isFile() && url.path.isEmpty() && isDrive(segment);
                url.path.add(drive ? segment.charAt(0) + ":" : segment);
            } else if (last) {
                url.path.add("");
            }
        }
    }

    private String escapedQuery() {
        return (url.isSpecial() ? UrlEscape.SPECIAL_QUERY : UrlEscape.QUERY).apply(query);
    }
}

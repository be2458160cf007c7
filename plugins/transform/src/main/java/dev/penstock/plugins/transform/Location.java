package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.StepContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a redirect leads.
 *
 * <p>Percent-encoding keeps an inserted value within its place, but a dot is not encoded: in a host,
 * {@code https://example.com${query.x}}, it would lead to {@code example.com.evil.test}. So scheme and host are written in
 * the file, and values stand behind them. Of a path, an empty value may not make two slashes at its beginning, since what
 * follows them is a host.
 */
final class Location {
    /** A URL whose host ends before the first value, or a path. */
    private static final Pattern FIXED =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#$]+(?:[/?#].*)?|/(?!/).*", Pattern.DOTALL);

    /** A URL that leads to the host that the client asked. */
    private static final Pattern SAME_HOST =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//\\$\\{\\s*request\\.host\\s*}(?:[/?#].*)?");

    private static final Pattern HOST_FIRST = Pattern.compile("([^/]*//)([^/?#]*)(.*)");

    private static final Checked.Rule A_URL = new Checked.Rule("a percent-encoded URL", UrlText::isUrl);

    private final Checked url;
    private final boolean path;
    private final boolean sameHost;

    private Location(Checked url, boolean path, boolean sameHost) {
        this.url = url;
        this.path = path;
        this.sameHost = sameHost;
    }

    static Location compile(Node to, StepContext context) {
        String text = to instanceof Node.Scalar scalar ? scalar.text() : "/";
        boolean sameHost = SAME_HOST.matcher(text).matches();
        if (!sameHost && !FIXED.matcher(text).matches()) {
            context.fault(
                    to,
                    "expected a URL with its host, such as https://example.com/${path.id}, or a path that begins with one"
                            + " '/', found '" + text + "': write scheme and host out, a value cannot bring them");
        }
        return new Location(Checked.url(to, A_URL, context), text.startsWith("/") && !text.startsWith("//"), sameHost);
    }

    /** The URL for this call. */
    String evaluate(Call call) {
        String found = url.evaluate(call)
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.STEP_FAILED, "expected a place to redirect to, found that it is left out"));
        if (path && found.startsWith("//")) {
            throw Problem.of(Problem.Kind.MALFORMED, "expected a path to redirect to, found one without a beginning");
        }
        return sameHost ? atHost(found) : found;
    }

    /** A host's own colon and brackets are not percent-encoded. */
    private static String atHost(String url) {
        Matcher parts = HOST_FIRST.matcher(url);
        String host = parts.matches()
                ? parts.group(2).replace("%3A", ":").replace("%5B", "[").replace("%5D", "]")
                : "";
        if (!UrlText.isHost(host)) {
            throw Problem.of(Problem.Kind.MALFORMED, "expected a Host to redirect to, found something else");
        }
        return parts.group(1) + host + parts.group(3);
    }
}

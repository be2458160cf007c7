package dev.penstock.plugins.script;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Direction;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** The request as it goes upstream. */
final class RequestSubject extends Subject {
    private final Outbound outbound;
    private final String method;
    private final String path;
    private final Optional<String> query;
    private Reply answer;

    RequestSubject(Outbound outbound, long maxBody) {
        super(Direction.REQUEST, outbound.headers(), maxBody);
        this.outbound = outbound;
        this.method = outbound.method();
        this.path = outbound.path();
        this.query = outbound.query();
    }

    @Override
    Body body() {
        return outbound.body();
    }

    @Override
    Problem unreadable(Problem.Kind ofClient, String detail) {
        return Problem.of(ofClient, detail);
    }

    @Override
    Object access(String verb, Value[] arguments) {
        return switch (verb) {
            case "method" -> outbound.method();
            case "path" -> outbound.path();
            case "query" -> outbound.query().orElse("");
            case "set-method" -> setMethod(arguments[1].asString());
            case "set-path" -> setPath(arguments[1].asString());
            case "set-query" -> setQuery(arguments[1].asString());
            default -> throw new IllegalArgumentException(verb);
        };
    }

    @Override
    String answer(Reply reply, boolean keepsBody) {
        if (keepsBody) {
            return "expected an answer with a body of its own, found the body of the request: read it by text()";
        }
        answer = reply;
        return null;
    }

    @Override
    void keep(Call call) {
        super.keep(call);
        if (answer != null) {
            call.respond(answer);
        }
    }

    boolean isAnswered() {
        return answer != null;
    }

    @Override
    void replace(Body body) {
        outbound.body(body);
    }

    @Override
    void undo() {
        super.undo();
        outbound.method(method);
        outbound.path(path);
        outbound.query(query);
    }

    private String setMethod(String to) {
        String upper = to.toUpperCase(Locale.ROOT);
        if (!HeaderFields.isName(to) || upper.equals("CONNECT") || upper.equals("TRACE")) {
            return "expected an HTTP method other than CONNECT and TRACE";
        }
        outbound.method(upper);
        return null;
    }

    private String setPath(String to) {
        int mark = to.indexOf('?');
        String target = escaped(mark < 0 ? to : to.substring(0, mark));
        if (!target.startsWith("/") || climbs(target)) {
            return "expected a path that starts with a slash and has no dot segments";
        }
        outbound.path(target);
        if (mark >= 0) {
            outbound.query(Optional.of(escaped(to.substring(mark + 1))));
        }
        return null;
    }

    private String setQuery(String to) {
        outbound.query(to.isEmpty() ? Optional.empty() : Optional.of(escaped(to)));
        return null;
    }

    private static boolean climbs(String path) {
        for (String segment : path.split("/", -1)) {
            String dots = segment.replace("%2e", ".").replace("%2E", ".");
            if (dots.equals(".") || dots.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** What may not stand in a request line is percent-encoded as UTF-8; escapes that are there stay. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c > 0x20 && c < 0x7f && "\"#<>\\^`{|}".indexOf(c) < 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.toString();
    }
}

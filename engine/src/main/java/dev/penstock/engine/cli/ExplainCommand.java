package dev.penstock.engine.cli;

import dev.penstock.engine.http.RouteTable;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: where a request goes, through which steps, and why to no other route. */
@Command(
        name = "explain",
        description = "Shows which route takes a request, through which steps, and why no other does.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern URL = Pattern.compile("(?:https?://([^/?#]+))?(/[^?#]*)?(\\?[^#]*)?(?:#.*)?");
    private static final Pattern HEADER = Pattern.compile("(" + TOKEN + ")[ \\t]*:[ \\t]*(.*?)[ \\t]*");

    @Spec
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "METHOD", description = "such as GET")
    private String method = "";

    @Parameters(
            index = "1",
            paramLabel = "URL",
            description = "http://shop.example.com/a?b=c, or /a?b=c (of localhost)")
    private String url = "";

    @Option(names = "-H", paramLabel = "'NAME: VALUE'", description = "a header field; may be given several times")
    private List<String> headers = List.of();

    @Option(names = "--all", description = "shows all the other routes, not only the nearest")
    private boolean all;

    @Mixin
    private Folder folder = new Folder();

    @Override
    public Integer call() {
        MultiMap fields = fields();
        Matcher parts = URL.matcher(url);
        if (!method.matches(TOKEN)) {
            throw wrong("expected a METHOD such as GET, found '" + method + "'");
        }
        if (url.isEmpty() || !parts.matches()) {
            throw wrong("expected a URL such as /a?b=c or http://shop.example.com/a?b=c, found '" + url + "'");
        }
        String host =
                Optional.ofNullable(parts.group(1)).orElse(fields.contains("host") ? fields.get("host") : "localhost");
        fields.set("host", host);
        String target = Optional.ofNullable(parts.group(2)).orElse("/")
                + Optional.ofNullable(parts.group(3)).orElse("");
        Optional<Look> look = Look.at(folder, command.commandLine().getErr());
        if (look.isEmpty()) {
            return 1;
        }
        PrintWriter out = command.commandLine().getOut();
        String verb = method.toUpperCase(Locale.ROOT);
        out.println(verb + " http://" + host + target);
        RouteTable.Request.of(verb, host, target, fields)
                .ifPresentOrElse(
                        request -> new Explanation(look.get().survey(), request, all, out).print(),
                        () -> out.println(
                                "400: the host is malformed, or the path climbs above the root or has a broken percent-escape"));
        out.flush();
        return look.get().code();
    }

    private MultiMap fields() {
        MultiMap fields = HttpHeaders.headers();
        for (String header : headers) {
            Matcher parts = HEADER.matcher(header);
            if (!parts.matches()) {
                throw wrong("-H: expected 'name: value', found '" + header + "'");
            }
            fields.add(parts.group(1), parts.group(2));
        }
        return fields;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}

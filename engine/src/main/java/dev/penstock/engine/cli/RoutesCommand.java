package dev.penstock.engine.cli;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Outline;
import dev.penstock.engine.config.Durations;
import dev.penstock.engine.config.ValueMatch;
import dev.penstock.engine.deploy.Survey;
import io.vertx.core.json.JsonArray;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes}: the route table of the folder, a line for each route, by API and path. */
@Command(name = "routes", description = "Shows the route table.", mixinStandardHelpOptions = true)
final class RoutesCommand implements Callable<Integer> {
    private static final Comparator<Outline> ORDER = Comparator.comparing(
                    (Outline route) -> route.claim().name().api())
            .thenComparing(route -> Conditions.path(route.claim()))
            .thenComparing(route -> Conditions.methods(route.claim()))
            .thenComparing(route -> route.claim().name().route());

    @Spec
    private CommandSpec command;

    @Mixin
    private Folder folder = new Folder();

    @Option(names = "--json", description = "as JSON, for machines")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Look> look = Look.at(folder, command.commandLine().getErr());
        if (look.isEmpty()) {
            return 1;
        }
        Survey survey = look.get().survey();
        List<Outline> routes = survey.table().routes().stream()
                .map(survey::outline)
                .sorted(ORDER)
                .toList();
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(new JsonArray(routes.stream().map(RoutesCommand::row).collect(Collectors.toList()))
                    .encodePrettily());
        } else {
            print(routes, out);
        }
        out.flush();
        return look.get().code();
    }

    private static void print(List<Outline> routes, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("API", "ROUTE", "METHOD", "PATH", "CONDITIONS", "STEPS"));
        for (Outline route : routes) {
            Claim claim = route.claim();
            rows.add(List.of(
                    claim.name().api(),
                    claim.name().route(),
                    claim.match().methods().isEmpty() ? "*" : Conditions.methods(claim),
                    Conditions.path(claim),
                    Conditions.more(claim),
                    route.steps().stream().map(Outline.Step::type).collect(Collectors.joining(" > "))));
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .append(" "
                                .repeat(widths[i] > 0 ? widths[i] - row.get(i).length() + 2 : 0));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static Map<String, Object> row(Outline route) {
        Claim claim = route.claim();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("api", claim.name().api());
        row.put("route", claim.name().route());
        row.put("hosts", claim.hosts());
        row.put("methods", claim.match().methods());
        row.put("path", Conditions.path(claim));
        row.put("headers", values(claim.match().headers()));
        row.put("query", values(claim.match().query()));
        row.put("priority", claim.match().priority());
        row.put("deadline", route.deadline().map(Durations::text).orElse("none"));
        row.put("steps", route.steps().stream().map(Outline.Step::type).toList());
        row.put("place", claim.place().toString());
        return row;
    }

    private static Map<String, Object> values(Map<String, ValueMatch> matches) {
        Map<String, Object> values = new LinkedHashMap<>();
        matches.forEach((name, match) -> values.put(name, value(match)));
        return values;
    }

    private static Object value(ValueMatch match) {
        return match.concealed()
                ? match.shown()
                : match.regex()
                        .<Object>map(pattern -> Map.of("regex", pattern.pattern()))
                        .orElse(match.anyOf());
    }
}

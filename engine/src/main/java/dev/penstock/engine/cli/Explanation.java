package dev.penstock.engine.cli;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Outline;
import dev.penstock.engine.config.Durations;
import dev.penstock.engine.config.Written;
import dev.penstock.engine.deploy.Survey;
import dev.penstock.engine.http.Contest;
import dev.penstock.engine.http.RouteTable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says where one request goes. */
final class Explanation {
    private static final int NEAREST = 8;

    private final Survey survey;
    private final RouteTable.Request request;
    private final boolean all;
    private final PrintWriter out;

    Explanation(Survey survey, RouteTable.Request request, boolean all, PrintWriter out) {
        this.survey = survey;
        this.request = request;
        this.all = all;
        this.out = out;
    }

    void print() {
        RouteTable table = survey.table();
        Optional<RouteTable.Match> match = table.decide(request);
        Optional<String> preflightOf = request.preflightOf()
                .filter(asked -> table.preflight(request, asked).isPresent());
        match.ifPresentOrElse(found -> printRoute(found, preflightOf), this::printNone);
        RouteTable.Request asked = preflightOf.map(this::by).orElse(request);
        Loss loss = new Loss(asked);
        List<Contest.Loser> losers = new Contest(asked)
                .losers(table, match.map(found -> found.route().name())).stream()
                        .sorted(Comparator.comparing(loser -> loss.distance(loser, claim(loser))))
                        .toList();
        printLosers(losers, loss, match.isPresent());
    }

    private RouteTable.Request by(String method) {
        return new RouteTable.Request(method, request.host(), request.path(), request.query(), request.headers());
    }

    private Claim claim(Contest.Loser loser) {
        return survey.outline(loser.route()).claim();
    }

    private void printRoute(RouteTable.Match match, Optional<String> preflightOf) {
        Outline route = survey.outline(match.route());
        out.println("-> " + line(route.claim()));
        preflightOf.ifPresent(
                method -> out.println("   a CORS preflight for " + method + ": only the steps that answer those run"));
        match.parameters().forEach((name, value) -> out.println("   path." + name + ": " + value));
        out.println("   path below the API's: " + match.path());
        out.println("   deadline: " + route.deadline().map(Durations::text).orElse("none"));
        out.println("   steps:");
        Written written = new Written();
        int number = 1;
        for (Outline.Step step : route.steps()) {
            String indent = "   " + "  ".repeat(step.depth());
            String settings = written.under(step.place()).orElse("");
            boolean inline = !settings.contains("\n") && !settings.equals("null");
            out.println(indent + number++ + ". " + step.type() + (inline ? ": " + settings : "") + "  (" + step.place()
                    + ")");
            if (!inline && !settings.equals("null")) {
                settings.lines().forEach(line -> out.println(indent + "     " + line));
            }
            step.remarks().forEach(remark -> out.println(indent + "   # " + remark));
        }
    }

    private void printNone() {
        Set<String> allowed = survey.table().allowed(request);
        if (request.method().equals("OPTIONS") && !allowed.isEmpty()) {
            allowed.add("OPTIONS");
            out.println("204: the gateway itself answers, with Allow: " + String.join(", ", allowed));
        } else if (allowed.isEmpty()) {
            out.println("404: no route takes this request");
        } else {
            out.println("405: this path takes other methods, Allow: " + String.join(", ", allowed));
        }
    }

    private void printLosers(List<Contest.Loser> losers, Loss loss, boolean won) {
        if (losers.isEmpty()) {
            out.println(won ? "There is no other route." : "There are no routes.");
            return;
        }
        out.println(won ? "Not these:" : "Nearest:");
        int shown = all ? losers.size() : Math.min(NEAREST, losers.size());
        for (Contest.Loser loser : losers.subList(0, shown)) {
            out.println("   " + line(claim(loser)));
            out.println("      " + loss.reason(loser, claim(loser)));
        }
        if (shown < losers.size()) {
            out.println("   and " + (losers.size() - shown) + " more, further off: --all shows them");
        }
    }

    private static String line(Claim claim) {
        String more = Conditions.more(claim);
        return claim.name() + "  " + Conditions.line(claim) + (more.isEmpty() ? "" : ", " + more) + "  ("
                + claim.place() + ")";
    }
}

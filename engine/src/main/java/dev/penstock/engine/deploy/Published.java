package dev.penstock.engine.deploy;

import dev.penstock.engine.compile.Claim;
import dev.penstock.engine.compile.Revision;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.http.Route;
import dev.penstock.engine.http.RouteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What serves, and what is said of it: one immutable state, so that no reader waits for a reload.
 *
 * @param faults and warnings of all files
 * @param unready faults that have kept a file out of service since the start
 * @param rows the routes, for a person
 */
record Published(RouteTable table, List<Fault> faults, List<Fault> unready, List<Object> rows) {
    static final Published NOTHING = new Published(new RouteTable(List.of()), List.of(), List.of(), List.of());

    static Published of(Collection<Unit> units, List<Fault> folderFaults, List<Fault> unready) {
        List<Route> routes = new ArrayList<>();
        List<Object> rows = new ArrayList<>();
        List<Fault> faults = new ArrayList<>(folderFaults);
        for (Unit unit : units) {
            faults.addAll(unit.faults());
            unit.serving().ifPresent(live -> {
                routes.addAll(live.routes());
                live.revision().routes().forEach(route -> rows.add(row(route)));
            });
        }
        return new Published(new RouteTable(routes), List.copyOf(faults), unready, List.copyOf(rows));
    }

    private static Map<String, Object> row(Revision.CompiledRoute route) {
        Claim claim = route.claim();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("api", claim.name().api());
        row.put("route", claim.name().route());
        row.put("hosts", claim.hosts());
        row.put("methods", claim.match().methods());
        row.put("path", claim.prefix() + claim.match().path().text());
        row.put("steps", route.steps());
        return row;
    }
}

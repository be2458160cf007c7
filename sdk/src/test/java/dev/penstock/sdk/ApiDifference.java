package dev.penstock.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed between two listings of the API.
 *
 * @param breaking after which jars that were compiled before may not link, or lack a method that the gateway calls
 * @param compatible what is there besides
 */
record ApiDifference(List<String> breaking, List<String> compatible) {
    /** Interfaces that the gateway alone implements, so that they may grow. */
    private static final Set<String> OF_THE_GATEWAY = Set.of(
            "Below",
            "Body",
            "Body$Holding",
            "Call",
            "CamelEndpoint",
            "Deadline",
            "Detached",
            "Fetcher",
            "Host",
            "Inbound",
            "Made",
            "Metrics",
            "Metrics$Counter",
            "Metrics$Gauge",
            "Node",
            "Pool",
            "Rest",
            "Scheduler",
            "Scheduler$Timer",
            "Sent",
            "SharedStore",
            "Slot",
            "StepContext",
            "Upstream");

    /** A line of a listing: a type, or what a type has. */
    private record Line(String type, String text) {
        boolean isDemanded() {
            String name = type.replaceFirst(".* interface dev\\.penstock\\.sdk\\.([A-Za-z$]+).*", "$1");
            return !text.equals(type) && text.startsWith("public abstract ") && !OF_THE_GATEWAY.contains(name);
        }

        @Override
        public String toString() {
            return text.equals(type) ? type : type + ": " + text;
        }
    }

    /** Lines that are indented belong to the type above them. */
    static ApiDifference of(List<String> before, List<String> now) {
        Map<String, Line> was = lines(before);
        Map<String, Line> is = lines(now);
        List<String> breaking = new ArrayList<>();
        List<String> compatible = new ArrayList<>();
        was.forEach((text, line) -> {
            if (!is.containsKey(text)) {
                breaking.add("- " + text);
            }
        });
        is.forEach((text, line) -> {
            if (!was.containsKey(text)) {
                boolean known = was.containsKey(line.type());
                (known && line.isDemanded() ? breaking : compatible).add("+ " + text);
            }
        });
        return new ApiDifference(breaking, compatible);
    }

    private static Map<String, Line> lines(List<String> listing) {
        Map<String, Line> lines = new LinkedHashMap<>();
        String type = "";
        for (String text : listing) {
            type = text.startsWith("  ") ? type : text;
            Line line = new Line(type, text.strip());
            lines.put(line.toString(), line);
        }
        return lines;
    }
}

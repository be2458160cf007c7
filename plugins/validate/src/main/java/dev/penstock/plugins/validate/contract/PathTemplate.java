package dev.penstock.plugins.validate.contract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path of an OpenAPI description, such as {@code /pets/{petId}} or {@code /files/{name}.json}. */
final class PathTemplate implements Comparable<PathTemplate> {
    private static final java.util.regex.Pattern PARAMETER = java.util.regex.Pattern.compile("\\{([^{}/]+)}");

    /** In order of precedence. */
    private enum Rank {
        LITERAL,
        MIXED,
        PARAMETER
    }

    /**
     * One segment.
     *
     * @param text of a literal, decoded
     * @param pattern of any other: a group for each parameter, in encoded text
     */
    private record Segment(Rank rank, String text, Pattern pattern, List<String> names) {
        boolean take(String raw, Map<String, String> values) {
            if (rank == Rank.LITERAL) {
                return Escapes.decode(raw, false).filter(text::equals).isPresent();
            }
            Matcher matcher = pattern.matcher(raw);
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), matcher.group(i + 1));
            }
            return true;
        }
    }

    private final List<Segment> segments = new ArrayList<>();
    private final String shape;

    /** @param template begins with a slash */
    PathTemplate(String template) {
        for (String segment : template.substring(1).split("/", -1)) {
            segments.add(segment(segment));
        }
        this.shape = PARAMETER.matcher(template).replaceAll("{}");
    }

    private static Segment segment(String text) {
        java.util.regex.Matcher parameter = PARAMETER.matcher(text);
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        int end = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(text.substring(end, parameter.start()))).append("(.+?)");
            names.add(parameter.group(1));
            end = parameter.end();
        }
        regex.append(Pattern.quote(text.substring(end)));
        boolean alone = names.size() == 1 && parameter.reset().matches();
        Rank rank = names.isEmpty() ? Rank.LITERAL : alone ? Rank.PARAMETER : Rank.MIXED;
        return new Segment(
                rank, Escapes.decode(text, false).orElse(text), Pattern.compile(regex.toString()), List.copyOf(names));
    }

    List<String> names() {
        return segments.stream().flatMap(segment -> segment.names().stream()).toList();
    }

    /** The same for templates that differ in the names of their parameters alone. */
    String shape() {
        return shape;
    }

    /**
     * The values of its parameters, encoded as they came.
     *
     * @param path as it came, begins with a slash
     * @return empty when the path is another
     */
    Optional<Map<String, String>> match(String path) {
        String[] raw = path.substring(1).split("/", -1);
        if (raw.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < raw.length; i++) {
            if (!segments.get(i).take(raw[i], values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    @Override
    public int compareTo(PathTemplate other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int by = segments.get(i).rank().compareTo(other.segments.get(i).rank());
            if (by != 0) {
                return by;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }
}

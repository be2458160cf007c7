package dev.penstock.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which requests a rule answers, written {@code GET /p/7} or {@code GET /p/7?lang=de}.
 *
 * <p>The path is compared byte for byte; a segment {@code {name}} takes any one segment. Without a query any query
 * matches; with one, the request must have these parameters and no others, in any order. GET answers HEAD too.
 *
 * @param method upper case
 * @param path starts with a slash
 * @param query without question mark
 */
public record RequestPattern(String method, String path, Optional<String> query) {
    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static RequestPattern parse(String text) {
        String[] words = text.strip().split(" +", -1);
        if (words.length != 2 || !words[0].matches("[A-Z]+") || !words[1].startsWith("/")) {
            throw new IllegalArgumentException("expected a request such as GET /p/7, found '" + text + "'");
        }
        int mark = words[1].indexOf('?');
        return mark < 0
                ? new RequestPattern(words[0], words[1], Optional.empty())
                : new RequestPattern(words[0], words[1].substring(0, mark), Optional.of(words[1].substring(mark + 1)));
    }

    boolean matches(MockRequest request) {
        return answers(request.method())
                && samePath(request.path())
                && query.map(mine -> parameters(mine)
                                .equals(parameters(request.query().orElse(""))))
                        .orElse(true);
    }

    private boolean answers(String other) {
        return method.equals(other) || (method.equals("GET") && other.equals("HEAD"));
    }

    /** How much the pattern states; of two that match, the one with the higher number answers. */
    int weight() {
        long open = Arrays.stream(path.split("/", -1))
                .filter(RequestPattern::isOpen)
                .count();
        return (query.isPresent() ? 1000 : 0) - (int) open;
    }

    private boolean samePath(String other) {
        if (path.equals(other)) {
            return true;
        }
        String[] mine = path.split("/", -1);
        String[] theirs = other.split("/", -1);
        boolean same = mine.length == theirs.length;
        for (int i = 0; same && i < mine.length; i++) {
            same = mine[i].equals(theirs[i]) || (isOpen(mine[i]) && !theirs[i].isEmpty());
        }
        return same;
    }

    private static boolean isOpen(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static List<String> parameters(String query) {
        return Arrays.stream(query.split("&", -1)).sorted().toList();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return method + " " + path + query.map(q -> "?" + q).orElse("");
    }
}

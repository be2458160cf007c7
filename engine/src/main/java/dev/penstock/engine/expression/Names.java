package dev.penstock.engine.expression;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Names as people write them. */
final class Names {
    private Names() {}

    static boolean isIdentifier(String text) {
        if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '_' && !(c < 128 && Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    /** What a fault adds for a name that is not known: the nearest one, or all of a few. */
    static String mend(String found, Collection<String> known) {
        Optional<String> near = nearest(found, known);
        if (near.isPresent()) {
            return ": did you mean '" + near.get() + "'?";
        }
        return known.isEmpty() ? ": there is none here" : ": known are " + String.join(", ", new TreeSet<>(known));
    }

    private static Optional<String> nearest(String found, Collection<String> known) {
        String best = null;
        int least = Math.max(1, found.length() / 3) + 1;
        for (String candidate : new TreeSet<>(known)) {
            int distance = distance(found, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The edit distance of Levenshtein. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

package dev.penstock.plugins.transform;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client takes (RFC 9110 section 12.5.3).
 *
 * @param weights in thousandths, by coding; {@code *} stands for those that are not named
 */
record AcceptEncoding(Map<String, Integer> weights) {
    private static final int MOST = 1_000;

    /** Reads the fields of a request; what is no weight counts as 0. */
    static AcceptEncoding of(List<String> fields) {
        Map<String, Integer> weights = new HashMap<>();
        for (String field : fields) {
            for (String member : field.split(",", -1)) {
                String[] parts = member.split(";", -1);
                String coding = parts[0].strip().toLowerCase(Locale.ROOT);
                if (!coding.isEmpty()) {
                    weights.merge(coding.equals("x-gzip") ? "gzip" : coding, weight(parts), Math::max);
                }
            }
        }
        return new AcceptEncoding(weights);
    }

    private static int weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String value = parameter.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
                        ? (int) Math.round(Double.parseDouble(value) * MOST)
                        : 0;
            }
        }
        return MOST;
    }

    /** The coding that the client likes best, of those it likes no worse than none; the first one of several. */
    Optional<Coding> best(List<Coding> offered) {
        Optional<Coding> best = Optional.empty();
        int most = Math.max(1, weights.getOrDefault("identity", 0));
        for (Coding coding : offered) {
            int weight = weights.getOrDefault(coding.token(), weights.getOrDefault("*", 0));
            if (weight > most || (weight == most && best.isEmpty())) {
                best = Optional.of(coding);
                most = weight;
            }
        }
        return best;
    }
}

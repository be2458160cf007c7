package dev.penstock.engine.admin;

import java.util.HashMap;
import java.util.Map;

/**
 * The label of a status: itself where it is registered (IANA HTTP Status Code Registry) or the gateway's own 499, else
 * its class such as {@code 4xx}, so that no backend makes a series of every number.
 */
final class StatusLabel {
    private static final int[][] REGISTERED = {
        {100, 104},
        {200, 208},
        {226, 226},
        {300, 308},
        {400, 418},
        {421, 426},
        {428, 429},
        {431, 431},
        {451, 451},
        {499, 499},
        {500, 508},
        {510, 511}
    };

    private static final Map<Integer, String> LABELS = labels();

    private StatusLabel() {}

    static String of(int status) {
        String label = LABELS.get(status);
        return label != null ? label : status / 100 + "xx";
    }

    private static Map<Integer, String> labels() {
        Map<Integer, String> labels = new HashMap<>();
        for (int[] range : REGISTERED) {
            for (int status = range[0]; status <= range[1]; status++) {
                labels.put(status, Integer.toString(status));
            }
        }
        return Map.copyOf(labels);
    }
}

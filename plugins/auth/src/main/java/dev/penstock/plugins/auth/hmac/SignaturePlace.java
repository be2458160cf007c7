package dev.penstock.plugins.auth.hmac;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a signature stands.
 *
 * @param header lower case
 * @param prefix what stands before it; empty: nothing does
 * @param field its name in a header written {@code t=…,v1=…}
 */
record SignaturePlace(String header, String prefix, Optional<String> field) {
    /**
     * What stands there.
     *
     * @param signatures without their prefix; none, one or several
     * @param others the other fields of that header, but those that it has more than once
     */
    record Found(List<String> signatures, Map<String, Object> others) {}

    boolean isIn(MultiMap headers) {
        return headers.contains(header);
    }

    Found read(MultiMap headers) {
        List<String> values = new ArrayList<>();
        Map<String, Object> others = new LinkedHashMap<>();
        if (field.isEmpty()) {
            headers.getAll(header).forEach(value -> values.add(value.strip()));
        } else {
            readFields(String.join(",", headers.getAll(header)), values, others);
        }
        List<String> signatures = values.stream()
                .filter(value -> value.startsWith(prefix))
                .map(value -> value.substring(prefix.length()))
                .toList();
        return new Found(signatures, others);
    }

    private void readFields(String header, List<String> values, Map<String, Object> others) {
        Set<String> seen = new HashSet<>();
        for (String pair : header.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            if (name.equals(field.orElseThrow())) {
                values.add(value);
            } else if (seen.add(name)) {
                others.put(name, value);
            } else {
                others.remove(name);
            }
        }
    }
}

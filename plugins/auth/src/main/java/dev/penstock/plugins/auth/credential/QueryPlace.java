package dev.penstock.plugins.auth.credential;

import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter of the query.
 *
 * @param name decoded
 */
public record QueryPlace(String name) implements CredentialPlace {
    @Override
    public List<String> find(Outbound request) {
        List<String> found = new ArrayList<>(1);
        for (String pair : pairs(request)) {
            Map<String, String> parameter = Query.parameters(Optional.of(pair));
            if (parameter.containsKey(name)) {
                found.add(parameter.get(name));
            }
        }
        return found;
    }

    @Override
    public void put(String credential, Outbound request) {
        String pair = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(credential, StandardCharsets.UTF_8);
        request.query(
                Optional.of(request.query().map(others -> others + "&" + pair).orElse(pair)));
    }

    @Override
    public void remove(Outbound request) {
        List<String> kept = new ArrayList<>();
        for (String pair : pairs(request)) {
            if (!Query.parameters(Optional.of(pair)).containsKey(name)) {
                kept.add(pair);
            }
        }
        request.query(kept.isEmpty() ? Optional.empty() : Optional.of(String.join("&", kept)));
    }

    private static List<String> pairs(Outbound request) {
        return request.query().map(query -> List.of(query.split("&", -1))).orElse(List.of());
    }
}

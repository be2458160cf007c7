package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Fields;
import dev.penstock.sdk.Json;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import io.vertx.core.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The request of a call, compiled.
 *
 * @param forward lower-case names of header fields that are sent as the steps above left them
 */
record RequestTemplate(
        String method,
        Expression<String> target,
        Map<String, Expression<String>> query,
        Map<String, Expression<String>> headers,
        List<String> forward,
        Optional<Expression<Object>> body) {

    /** Its expressions, by the setting that they stand in. */
    Map<String, List<Expression<?>>> expressions() {
        Map<String, List<Expression<?>>> all = new LinkedHashMap<>();
        all.put(method.toLowerCase(Locale.ROOT), List.of(target));
        all.put("query", List.copyOf(query.values()));
        all.put("headers", List.copyOf(headers.values()));
        body.ifPresent(template -> all.put("body", List.of(template)));
        return all;
    }

    /**
     * The request for one call.
     *
     * @throws Problem when a value is absent, or cannot stand where it is put
     */
    Outbound render(Call call) {
        Outbound request = Outbound.of(method, target.evaluate(call));
        query.forEach((name, value) -> {
            String parameter = encode(name) + "=" + encode(value.evaluate(call));
            request.query(Optional.of(
                    request.query().map(before -> before + "&" + parameter).orElse(parameter)));
        });
        body.ifPresent(template -> {
            request.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
            request.body(Body.of(Json.write(template.evaluate(call))));
        });
        for (String name : forward) {
            List<String> values = call.outbound().headers().getAll(name);
            if (!values.isEmpty()) {
                request.headers().set(name, values);
            }
        }
        headers.forEach((name, value) -> request.headers().set(name, field(name, value.evaluate(call))));
        ContentCoding.narrow(request.headers());
        return request;
    }

    private static String field(String name, String value) {
        if (!Fields.isValue(value)) {
            throw Problem.of(
                    Problem.Kind.UPSTREAM_FAILED,
                    "expected a value for its header '" + name + "', found one with control characters");
        }
        return value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

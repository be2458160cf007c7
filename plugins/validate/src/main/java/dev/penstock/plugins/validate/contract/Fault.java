package dev.penstock.plugins.validate.contract;

import dev.penstock.plugins.validate.schema.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a request or an answer.
 *
 * @param pointer where in that part, RFC 6901; of parameters the first step is their name
 * @param in {@code body}, {@code query}, {@code header}, {@code path}, {@code cookie}, {@code status}
 * @param detail what was expected, what was found; nothing of what was sent
 */
public record Fault(String pointer, String in, String detail) {
    static Fault of(Finding finding, String in) {
        return new Fault(finding.pointer(), in, finding.detail());
    }

    /** In the body. */
    public static Fault inBody(Finding finding) {
        return of(finding, "body");
    }

    /** In the body as a whole. */
    public static Fault ofBody(String detail) {
        return new Fault("", "body", detail);
    }

    /** As a member of {@code errors}. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pointer", pointer);
        json.put("in", in);
        json.put("detail", detail);
        return json;
    }
}

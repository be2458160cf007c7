package dev.penstock.engine.config;

import java.util.regex.Pattern;

/** The forms of the names that a file gives to things. */
enum Named {
    API("[a-z][a-z0-9-]*", "an API name such as shop: lower-case letters, digits and '-', a letter first"),
    UPSTREAM(
            "[A-Za-z][A-Za-z0-9_-]*", "an upstream name such as catalog: letters, digits, '_' and '-', a letter first"),
    POLICY(
            "[A-Za-z][A-Za-z0-9_-]*",
            "a policy name such as members-only: letters, digits, '_' and '-', a letter first"),
    ROUTE(
            "[^\\p{Cntrl}\\p{Zl}\\p{Zp}\"']*[^\\p{Cntrl}\\p{Z}\"'][^\\p{Cntrl}\\p{Zl}\\p{Zp}\"']*",
            "a route name: printable text without quotes");

    private final Pattern form;
    private final String expected;

    Named(String form, String expected) {
        this.form = Pattern.compile(form);
        this.expected = expected;
    }

    boolean takes(String name) {
        return form.matcher(name).matches();
    }

    /** What was expected, and what was found. */
    String fault(String name) {
        return "expected " + expected + ", found '" + name + "'";
    }

    /** The whole of a name, as a regular expression. */
    String form() {
        return "^(" + form.pattern() + ")$";
    }
}

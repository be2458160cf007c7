package dev.penstock.plugins.validate.schema;

/** Bytes that are no JSON, or beyond its bounds. */
public final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    NotJson(String pointer, String detail) {
        super(detail, null, false, false);
        this.finding = new Finding(pointer, detail);
    }

    public Finding finding() {
        return finding;
    }
}

package dev.penstock.plugins.validate.schema;

/** JSON pointers (RFC 6901). */
public final class Pointers {
    /** Longer ones end at the last whole step before: they point at what holds the value. */
    private static final int LONGEST = 1_000;

    private Pointers() {}

    /** The pointer one step further. */
    public static String append(String pointer, Object step) {
        String text = String.valueOf(step).replace("~", "~0").replace("/", "~1");
        return pointer.length() + text.length() >= LONGEST ? pointer : pointer + "/" + text;
    }
}

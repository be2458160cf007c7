package dev.penstock.engine.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as proxies write them. */
final class Addresses {
    private static final Pattern FOUR =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$|:)|(?=$|:))){4}(:[0-9]{1,5})?");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+");
    private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final int LONGEST = 64;

    private Addresses() {}

    /** The address in a text, without brackets and port; empty when there is none. */
    static Optional<String> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (BRACKETED.matcher(text).matches()) {
            return Optional.of(text.substring(1, text.indexOf(']')));
        }
        if (FOUR.matcher(text).matches()) {
            int colon = text.indexOf(':');
            return Optional.of(colon < 0 ? text : text.substring(0, colon));
        }
        return SIX.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}

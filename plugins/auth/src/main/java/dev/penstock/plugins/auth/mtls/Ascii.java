package dev.penstock.plugins.auth.mtls;

/** Names without regard to case: of ASCII alone, so that no other letter is taken for one of it. */
final class Ascii {
    private Ascii() {}

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}

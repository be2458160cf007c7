package dev.penstock.plugins.script;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The percent-encode sets of the URL standard (section 1.3): which ASCII characters each escapes beside controls. */
enum UrlEscape {
    CONTROL(""),
    FRAGMENT(" \"<>`"),
    QUERY(" \"#<>"),
    SPECIAL_QUERY(" \"#<>'"),
    PATH(" \"#<>?^`{}"),
    USER_INFO(" \"#<>?^`{}/:;=@[\\]|");

    private static final String HEX = "0123456789ABCDEF";

    private final String escaped;

    UrlEscape(String escaped) {
        this.escaped = escaped;
    }

    /** The text as UTF-8, with what is in the set percent-encoded; escapes that are there stay. */
    String apply(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < ' ' || c > '~' || escaped.indexOf(c) >= 0) {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Percent-decoding, then UTF-8: what is no escape stays as it is, what is no UTF-8 becomes U+FFFD. */
    static String undo(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? digit(in[i + 1]) : -1;
            int low = high < 0 ? -1 : digit(in[i + 2]);
            if (low < 0) {
                out.put(in[i]);
            } else {
                out.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        return new String(out.array(), 0, out.position(), StandardCharsets.UTF_8);
    }

    private static int digit(byte c) {
        return c < 0 ? -1 : Character.digit(c, 16);
    }
}

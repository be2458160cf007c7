package dev.penstock.plugins.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link Packer} wrote; what is cut throws {@link IndexOutOfBoundsException}. */
final class Unpacker {
    private final byte[] bytes;
    private int at;

    Unpacker(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int at() {
        return at;
    }

    int next() {
        return bytes[at++] & 0xff;
    }

    int number() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    long longNumber() {
        return (long) number() << 32 | (number() & 0xffff_ffffL);
    }

    int size() {
        return (int) longSize();
    }

    long longSize() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7f) << shift;
            if (next <= 0x7f) {
                return value;
            }
        }
    }

    String text() {
        int length = size();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    List<String> texts() {
        int many = size();
        if (many == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(Math.min(many, bytes.length - at));
        for (int i = 0; i < many; i++) {
            texts.add(text());
        }
        return List.copyOf(texts);
    }

    void skipText() {
        int length = size();
        at += length;
    }

    void skipTexts() {
        for (int left = size(); left > 0; left--) {
            skipText();
        }
    }

    /** Whether the text here is this one, whatever the case of its letters in ASCII; moves behind it. */
    boolean isText(CharSequence other) {
        int length = size();
        int start = at;
        at += length;
        if (length != other.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[start + i]) != lower((byte) other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}

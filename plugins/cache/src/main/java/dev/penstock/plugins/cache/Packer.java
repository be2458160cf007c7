package dev.penstock.plugins.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes numbers and texts into bytes that grow; {@link Unpacker} reads them. */
final class Packer {
    private byte[] bytes = new byte[512];
    private int length;

    int length() {
        return length;
    }

    Packer put(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Four bytes. */
    Packer number(int value) {
        room(Integer.BYTES);
        number(length, value);
        length += Integer.BYTES;
        return this;
    }

    /** Four bytes, in the place of four that were written before. */
    Packer number(int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
        return this;
    }

    /** Eight bytes. */
    Packer number(long value) {
        return number((int) (value >>> 32)).number((int) value);
    }

    /** A number from 0 in as few bytes as it takes. */
    Packer size(int value) {
        return longSize(value);
    }

    /** As {@link #size}. */
    Packer longSize(long value) {
        long left = value;
        while (left > 0x7f) {
            put((int) left | 0x80);
            left >>>= 7;
        }
        return put((int) left);
    }

    Packer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return size(utf8.length).put(utf8, utf8.length);
    }

    Packer texts(List<String> texts) {
        size(texts.size());
        texts.forEach(this::text);
        return this;
    }

    Packer put(byte[] more, int many) {
        room(many);
        System.arraycopy(more, 0, bytes, length, many);
        length += many;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }
}

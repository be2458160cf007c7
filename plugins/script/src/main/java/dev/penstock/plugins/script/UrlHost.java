package dev.penstock.plugins.script;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Hosts of the URL standard (section 3.5), as they are serialised; null for one that cannot be. Domains beyond ASCII are
 * written by IDNA 2003, the one that the JDK has.
 */
final class UrlHost {
    private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";

    private UrlHost() {}

    /** @param special of a scheme that has domains; any other takes the text nearly as it is */
    static String parse(String text, boolean special) {
        if (text.startsWith("[")) {
            return text.endsWith("]") ? ipv6(text.substring(1, text.length() - 1)) : null;
        }
        if (!special) {
            return isFree(text, FORBIDDEN) ? UrlEscape.CONTROL.apply(text) : null;
        }
        String domain = ascii(UrlEscape.undo(text));
        if (domain == null || domain.isEmpty() || domain.indexOf('%') >= 0 || !isFree(domain, FORBIDDEN)) {
            return null;
        }
        if (domain.chars().anyMatch(c -> c < ' ' || c == 127)) {
            return null;
        }
        return endsInNumber(domain) ? ipv4(domain) : domain;
    }

    private static boolean isFree(String text, String of) {
        return text.chars().noneMatch(c -> of.indexOf(c) >= 0);
    }

    private static String ascii(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        boolean plain = domain.chars().allMatch(c -> c < 128) && !lower.startsWith("xn--") && !lower.contains(".xn--");
        if (plain) {
            return lower;
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException unusable) {
            return null;
        }
    }

    private static List<String> labels(String domain) {
        List<String> labels = new ArrayList<>(Arrays.asList(domain.split("\\.", -1)));
        if (labels.size() > 1 && labels.get(labels.size() - 1).isEmpty()) {
            labels.remove(labels.size() - 1);
        }
        return labels;
    }

    private static boolean endsInNumber(String domain) {
        List<String> labels = labels(domain);
        String last = labels.get(labels.size() - 1);
        boolean digits = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits || number(last) >= 0;
    }

    private static String ipv4(String domain) {
        List<String> labels = labels(domain);
        long address = 0;
        for (int i = 0; i < labels.size(); i++) {
            long number = number(labels.get(i));
            boolean last = i == labels.size() - 1;
            long most = last ? 1L << (8 * (5 - labels.size())) : 256;
            if (labels.size() > 4 || number < 0 || number >= most) {
                return null;
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** Decimal, octal after a 0, hexadecimal after 0x; -1 for none, more than 32 bits for what is too large. */
    private static long number(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        int radix = hex ? 16 : text.length() > 1 && text.startsWith("0") ? 8 : 10;
        String digits = hex ? text.substring(2) : text;
        if (digits.isEmpty()) {
            return hex ? 0 : -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, 1L << 33);
        }
        return number;
    }

    private static String ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] pieces = pieces(text);
            return pieces != null && pieces.length == 8 ? serialised(pieces) : null;
        }
        int[] head = gap == 0 ? new int[0] : pieces(text.substring(0, gap));
        int[] tail = gap == text.length() - 2 ? new int[0] : pieces(text.substring(gap + 2));
        if (head == null
                || tail == null
                || head.length + tail.length > 7
                || text.substring(0, gap).contains(".")) {
            return null;
        }
        int[] all = Arrays.copyOf(head, 8);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return serialised(all);
    }

    /** Groups of 16 bits, the last two of which may be written as an IPv4 address. */
    private static int[] pieces(String text) {
        String[] parts = text.split(":", -1);
        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                if (!part.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}") || ipv4(part) == null) {
                    return null;
                }
                String[] bytes = part.split("\\.", -1);
                pieces.add(Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1]));
                pieces.add(Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]));
            } else if (part.matches("[0-9A-Fa-f]{1,4}")) {
                pieces.add(Integer.parseInt(part, 16));
            } else {
                return null;
            }
        }
        return pieces.size() > 8
                ? null
                : pieces.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The first longest run of at least two zeros is left out (RFC 5952). */
    private static String serialised(int[] pieces) {
        int gap = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && pieces[end] == 0) {
                end++;
            }
            if (end - i > length) {
                gap = i;
                length = end - i;
            }
        }
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else {
                out.append(Integer.toHexString(pieces[i])).append(i < 7 ? ":" : "");
            }
        }
        return out.append(']').toString();
    }
}

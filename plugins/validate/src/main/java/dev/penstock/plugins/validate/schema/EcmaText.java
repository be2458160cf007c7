package dev.penstock.plugins.validate.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of ECMA-262 in the words of RE2: the few that differ. Estimates its size on the way, before the
 * compiler writes repetitions out.
 */
final class EcmaText {
    private static final String SPACES =
            "\\s\\x0B\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}" + "\\x{3000}\\x{FEFF}";
    private static final String LINE_ENDS = "\\n\\r\\x{2028}\\x{2029}";
    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
    private static final Pattern UNICODE = Pattern.compile("\\\\u(?:([0-9A-Fa-f]{4})|\\{([0-9A-Fa-f]{1,6})})");
    private static final Pattern PROPERTY =
            Pattern.compile("\\\\([pP])\\{(?:Script|sc|Script_Extensions|scx|General_Category|gc)=([A-Za-z_]+)}");
    private static final int MAX_DEPTH = 200;
    private static final int BITS = 10;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Long> open = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;
    private boolean inClass;

    EcmaText(String text) {
        this.text = text;
    }

    /** In instructions, about; known once it was translated. */
    long size() {
        return sum;
    }

    String translated() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                escape();
            } else if (inClass) {
                inClass = c != ']';
                take(c == '[' ? "\\[" : String.valueOf(c));
            } else {
                plain(c);
            }
        }
        return out.toString();
    }

    private void plain(char c) {
        Matcher repeat = REPEAT.matcher(text).region(at, text.length());
        if (c == '{' && repeat.lookingAt()) {
            String most = repeat.group(3);
            repeated(Long.parseLong(most == null || most.isEmpty() ? repeat.group(1) : most));
            out.append(repeat.group());
            at = repeat.end();
        } else if (text.startsWith("[^]", at)) {
            one(3, "(?s:.)");
        } else if (text.startsWith("[]", at)) {
            one(2, "[^\\x00-\\x{10FFFF}]");
        } else if (c == '[') {
            inClass = true;
            counted(1);
            boolean negated = text.startsWith("[^", at);
            out.append(negated ? "[^" : "[");
            at += negated ? 2 : 1;
        } else if (c == '.') {
            one(1, "[^" + LINE_ENDS + "]");
        } else {
            group(c);
            take(String.valueOf(c));
        }
    }

    private void group(char c) {
        if (c == '(') {
            open.push(sum);
            sum = open.size() > MAX_DEPTH ? Integer.MAX_VALUE : 0;
        } else if (c == ')' && !open.isEmpty()) {
            last = sum + 1;
            sum = Math.min(open.pop() + last, Integer.MAX_VALUE);
        } else {
            counted(1);
        }
    }

    private void escape() {
        counted(inClass ? 0 : 1);
        char c = text.charAt(at + 1);
        Matcher unicode = UNICODE.matcher(text).region(at, text.length());
        Matcher property = PROPERTY.matcher(text).region(at, text.length());
        if (unicode.lookingAt()) {
            character(unicode);
        } else if (property.lookingAt()) {
            out.append('\\')
                    .append(property.group(1))
                    .append('{')
                    .append(property.group(2))
                    .append('}');
            at = property.end();
        } else if (c == 's') {
            two(inClass ? SPACES : "[" + SPACES + "]");
        } else if (c == 'S' && !inClass) {
            two("[^" + SPACES + "]");
        } else if (c == 'c' && at + 2 < text.length() && Character.isLetter(text.charAt(at + 2))) {
            out.append(String.format("\\x%02X", text.charAt(at + 2) % 32));
            at += 3;
        } else if (c == '0') {
            two("\\x00");
        } else if (c == 'b' && inClass) {
            two("\\x08");
        } else if ("AzZQECGX".indexOf(c) >= 0) {
            throw new IllegalArgumentException(
                    "expected a regular expression of ECMA-262, found '\\" + c + "', which it does not have");
        } else {
            two(text.substring(at, at + 2));
        }
    }

    /** A pair of surrogates is one character. */
    private void character(Matcher unicode) {
        String digits = unicode.group(1) == null ? unicode.group(2) : unicode.group(1);
        int point = Integer.parseInt(digits, 16);
        at = unicode.end();
        Matcher low = UNICODE.matcher(text).region(at, text.length());
        if (point >= Character.MIN_HIGH_SURROGATE && point <= Character.MAX_HIGH_SURROGATE && low.lookingAt()) {
            String lower = low.group(1) == null ? low.group(2) : low.group(1);
            point = 0x10000 + ((point & 0x3FF) << BITS) + (Integer.parseInt(lower, 16) & 0x3FF);
            at = low.end();
        }
        out.append("\\x{").append(Integer.toHexString(point)).append('}');
    }

    private void take(String translated) {
        out.append(translated);
        at++;
    }

    private void two(String translated) {
        out.append(translated);
        at += 2;
    }

    private void one(int length, String translated) {
        counted(1);
        out.append(translated);
        at += length;
    }

    private void counted(int instructions) {
        if (instructions > 0) {
            last = instructions;
            sum = Math.min(sum + instructions, Integer.MAX_VALUE);
        }
    }

    private void repeated(long times) {
        long all = Math.min(last * Math.max(1, times), Integer.MAX_VALUE);
        sum = Math.min(sum - last + all, Integer.MAX_VALUE);
        last = all;
    }
}

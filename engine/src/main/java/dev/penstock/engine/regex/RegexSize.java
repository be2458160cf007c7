package dev.penstock.engine.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large a regular expression's program gets, before it is compiled: repetitions are written out, so a few
 * nested ones would fill the memory. Groups that are too deep for the stack count as too large.
 */
public final class RegexSize {
    private static final int MAX_DEPTH = 250;
    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");

    private final String text;
    private final Deque<Long> open = new ArrayDeque<>();
    private long sum;
    private long last;

    private RegexSize(String text) {
        this.text = text;
    }

    /** In instructions, about. */
    public static long of(String regex) {
        return new RegexSize(regex).count();
    }

    private long count() {
        int at = 0;
        while (at < text.length()) {
            at = step(at);
        }
        return sum;
    }

    private int step(int at) {
        char c = text.charAt(at);
        if (c == '(') {
            if (open.size() == MAX_DEPTH) {
                sum = Integer.MAX_VALUE;
                return text.length();
            }
            open.push(sum);
            sum = 0;
            return at + 1;
        }
        if (c == ')' && !open.isEmpty()) {
            last = sum + 1;
            sum = capped(open.pop() + last);
            return at + 1;
        }
        Matcher repeat = REPEAT.matcher(text).region(at, text.length());
        if (c == '{' && repeat.lookingAt()) {
            String max = repeat.group(3);
            long times = Long.parseLong(max == null || max.isEmpty() ? repeat.group(1) : max);
            long repeated = capped(last * Math.max(1, times));
            sum = capped(sum - last + repeated);
            last = repeated;
            return repeat.end();
        }
        last = 1;
        sum++;
        return c == '\\' ? at + 2 : c == '[' ? afterClass(at) : at + 1;
    }

    private int afterClass(int at) {
        int end = at + 1;
        while (end < text.length() && (text.charAt(end) != ']' || end == at + 1)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static long capped(long size) {
        return Math.min(size, Integer.MAX_VALUE);
    }
}

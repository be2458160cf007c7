package dev.penstock.plugins.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a dictionary of structured fields (RFC 9651 section 4.2.2), as targeted cache control is one. */
final class Dictionary {
    /** What a member is. */
    enum Kind {
        TRUE,
        FALSE,
        INTEGER,
        TEXT,
        /** A list in parentheses, its texts joined by commas. */
        LIST,
        OTHER
    }

    /** The value of a member, without its parameters. */
    record Value(Kind kind, String text) {}

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;

    private Dictionary(String text) {
        this.text = text;
    }

    /** The members by their key; empty for what is no dictionary, and for one without members. */
    static Optional<Map<String, Value>> parse(String text) {
        try {
            Map<String, Value> members = new Dictionary(text.strip()).members();
            return members.isEmpty() ? Optional.empty() : Optional.of(members);
        } catch (Malformed malformed) {
            return Optional.empty();
        }
    }

    private Map<String, Value> members() {
        Map<String, Value> members = new LinkedHashMap<>();
        while (at < text.length()) {
            String key = key();
            Value value = new Value(Kind.TRUE, "");
            if (skips('=')) {
                value = skips('(') ? innerList() : item();
            }
            parameters();
            members.put(key, value);
            blanks();
            if (at < text.length()) {
                expect(',');
                blanks();
                if (at == text.length()) {
                    throw new Malformed();
                }
            }
        }
        return members;
    }

    private String key() {
        int start = at;
        char first = peek();
        if (!isLower(first) && first != '*') {
            throw new Malformed();
        }
        while (isLower(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private void parameters() {
        while (skips(';')) {
            while (skips(' ')) {}
            key();
            if (skips('=')) {
                item();
            }
        }
    }

    private Value innerList() {
        List<String> items = new ArrayList<>();
        while (true) {
            while (skips(' ')) {}
            if (skips(')')) {
                return new Value(Kind.LIST, String.join(",", items));
            }
            items.add(item().text);
            parameters();
            if (peek() != ' ' && peek() != ')') {
                throw new Malformed();
            }
        }
    }

    private Value item() {
        char first = peek();
        if (isDigit(first) || first == '-') {
            return number();
        }
        if (first == '"') {
            return new Value(Kind.TEXT, string());
        }
        if (first == '?') {
            at++;
            boolean yes = skips('1');
            if (!yes) {
                expect('0');
            }
            return new Value(yes ? Kind.TRUE : Kind.FALSE, "");
        }
        if (first == ':') {
            at++;
            run("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
            expect(':');
            return new Value(Kind.OTHER, "");
        }
        if (first == '@') {
            at++;
            return new Value(Kind.OTHER, number().text);
        }
        return token();
    }

    private Value token() {
        int start = at;
        char first = peek();
        if (!isLower(Character.toLowerCase(first)) && first != '*') {
            throw new Malformed();
        }
        while (isLower(Character.toLowerCase(peek())) || isDigit(peek()) || "!#$%&'*+-.^_`|~:/".indexOf(peek()) >= 0) {
            at++;
        }
        return new Value(Kind.TEXT, text.substring(start, at));
    }

    private Value number() {
        int start = at;
        skips('-');
        int whole = run("0123456789");
        boolean decimal = skips('.');
        int fraction = decimal ? run("0123456789") : 1;
        if (whole < 1 || whole > (decimal ? 12 : 15) || fraction < 1 || fraction > 3) {
            throw new Malformed();
        }
        return new Value(decimal ? Kind.OTHER : Kind.INTEGER, text.substring(start, at));
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        expect('"');
        while (!skips('"')) {
            boolean escaped = skips('\\');
            char c = peek();
            if (c < ' ' || c > '~' || (escaped && c != '"' && c != '\\')) {
                throw new Malformed();
            }
            read.append(c);
            at++;
        }
        return read.toString();
    }

    private int run(String of) {
        int start = at;
        while (at < text.length() && of.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at - start;
    }

    private void blanks() {
        run(" \t");
    }

    private void expect(char c) {
        if (!skips(c)) {
            throw new Malformed();
        }
    }

    private boolean skips(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    /** The next character; 0 at the end, which stands in no list of those that are allowed. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package dev.penstock.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text cut into literal pieces and {@code ${…}}; a doubled dollar sign before a brace makes it literal. */
record Template(List<Piece> pieces) {
    /**
     * @param text literal text, or the CEL between the braces
     * @param offset of an expression: where its CEL begins in the template
     */
    record Piece(boolean isExpression, String text, int offset) {}

    /** A {@code ${…}} without its closing brace. */
    static final class Unclosed extends Exception {
        private static final long serialVersionUID = 1L;

        /** Where it stands in the template. */
        final int offset;

        Unclosed(int offset) {
            super("unclosed");
            this.offset = offset;
        }
    }

    Template {
        pieces = List.copyOf(pieces);
    }

    static Template parse(String text) throws Unclosed {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                if (literal.length() > 0) {
                    pieces.add(new Piece(false, literal.toString(), 0));
                    literal.setLength(0);
                }
                int end = new Brace(text, at).end();
                pieces.add(new Piece(true, text.substring(at + 2, end), at + 2));
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        if (literal.length() > 0) {
            pieces.add(new Piece(false, literal.toString(), 0));
        }
        return new Template(pieces);
    }

    /** The expression that the whole text is. */
    Optional<Piece> whole() {
        return pieces.size() == 1 && pieces.get(0).isExpression() ? Optional.of(pieces.get(0)) : Optional.empty();
    }

    boolean isLiteral() {
        return pieces.stream().noneMatch(Piece::isExpression);
    }

    /** The text without expressions, its escapes resolved. */
    String literal() {
        return pieces.isEmpty() ? "" : pieces.get(0).text();
    }

    /** Finds the brace that closes a {@code ${…}}, past CEL's maps, texts, quoted names and comments. */
    private static final class Brace {
        private final String text;
        private final int start;
        private int at;

        Brace(String text, int start) {
            this.text = text;
            this.start = start;
            this.at = start + 2;
        }

        int end() throws Unclosed {
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"' || c == '\'' || c == '`') {
                    skipQuoted(c);
                } else if (text.startsWith("//", at)) {
                    skipComment();
                } else if (c == '}' && depth == 0) {
                    return at;
                } else {
                    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                    at++;
                }
            }
            throw new Unclosed(start);
        }

        private void skipComment() {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }

        private void skipQuoted(char quote) throws Unclosed {
            boolean raw = isRaw();
            String one = String.valueOf(quote);
            String close = quote != '`' && text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
            at += close.length();
            while (!text.startsWith(close, at)) {
                at += !raw && text.startsWith("\\", at) ? 2 : 1;
                if (at >= text.length()) {
                    throw new Unclosed(start);
                }
            }
            at += close.length();
        }

        /** Whether an {@code r} stands before the quote, as a prefix of its own or beside a {@code b}. */
        private boolean isRaw() {
            int first = at;
            while (first > start + 2 && Character.isLetterOrDigit(text.charAt(first - 1))) {
                first--;
            }
            String prefix = text.substring(first, at);
            return prefix.length() <= 2 && prefix.matches("[bB]?[rR]|[rR][bB]");
        }
    }
}

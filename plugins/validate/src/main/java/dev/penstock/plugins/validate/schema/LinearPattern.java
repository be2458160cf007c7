package dev.penstock.plugins.validate.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** A regular expression of a schema, decided in time linear in the text; finds a match anywhere, as ECMA-262 does. */
public final class LinearPattern implements RegularExpression {
    /** In instructions: what one character may cost. */
    private static final int LARGEST = 5_000;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles one.
     *
     * @param ecma as ECMA-262 writes it, with the flag {@code u}
     * @throws IllegalArgumentException when it cannot be decided in linear time or is none: expected, found, mend
     */
    public static LinearPattern of(String ecma) {
        EcmaText text = new EcmaText(ecma);
        String translated = text.translated();
        if (text.size() > LARGEST) {
            throw tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(translated);
            if (pattern.programSize() > LARGEST) {
                throw tooLarge();
            }
            return new LinearPattern(pattern);
        } catch (PatternSyntaxException refused) {
            throw new IllegalArgumentException(
                    "expected a regular expression that is decided in linear time, found " + refused.getDescription()
                            + ": write it without look-around and back-references, with repetitions of at most 1000");
        }
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "expected a smaller regular expression: its repetitions, written out, are too many; use maxLength");
    }

    /** What one character costs, at most, in instructions. */
    int size() {
        return pattern.programSize();
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}

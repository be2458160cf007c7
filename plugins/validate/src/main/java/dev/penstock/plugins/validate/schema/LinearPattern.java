package dev.penstock.plugins.validate.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A regular expression of a schema, decided in time linear in the text; finds a match anywhere, as ECMA-262 does. */
public final class LinearPattern implements RegularExpression {
    /** In instructions: what one character may cost. */
    private static final int LARGEST = 5_000;

    private static final long STACK = 16 << 20;

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
            Pattern pattern = compiled(translated);
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

    /** On a stack of its own: a repetition of a thousand is as deep, whichever thread reads the file. */
    private static Pattern compiled(String translated) {
        FutureTask<Pattern> task = new FutureTask<>(() -> Pattern.compile(translated));
        new Thread(null, task, "penstock-pattern", STACK).start();
        try {
            return task.get();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("expected time to compile a regular expression, found none", ended);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof PatternSyntaxException refused) {
                throw refused;
            }
            throw tooLarge();
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

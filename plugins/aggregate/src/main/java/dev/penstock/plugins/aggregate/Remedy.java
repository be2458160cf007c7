package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Expression;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.StepContext;
import java.util.Optional;

/**
 * What becomes of a call whose answer is not taken as it is.
 *
 * @param value of {@link Kind#USE} alone
 */
record Remedy(Kind kind, Optional<Expression<Object>> value) {
    enum Kind {
        /** The whole join fails. */
        FAIL,
        /** The call is left out. */
        OMIT,
        /** The call is null. */
        NULL,
        /** The answer is taken as it is. */
        BODY,
        /** A value stands in as the call's body. */
        USE,
        /** The item of a for-each is left out. */
        SKIP,
        /** The last good answer stands in. */
        STALE
    }

    static final Remedy FAIL = new Remedy(Kind.FAIL, Optional.empty());
    static final Remedy OMIT = new Remedy(Kind.OMIT, Optional.empty());
    static final Remedy NULL = new Remedy(Kind.NULL, Optional.empty());
    static final Remedy BODY = new Remedy(Kind.BODY, Optional.empty());

    private static final Remedy SKIP = new Remedy(Kind.SKIP, Optional.empty());
    private static final Remedy STALE = new Remedy(Kind.STALE, Optional.empty());

    private static final String WORDS = "fail, omit, \"null\", skip, stale or {use: …}";

    /** The value of {@code on-error}. */
    static Remedy ofError(Node node, CallConfig call, StepContext context) {
        return of(node, WORDS, call, context);
    }

    /** A value of {@code on-status}, where {@code body} may stand too. */
    static Remedy ofStatus(Node node, CallConfig call, StepContext context) {
        return word(node).equals("body") ? BODY : of(node, "body, " + WORDS, call, context);
    }

    private static Remedy of(Node node, String expected, CallConfig call, StepContext context) {
        if (node instanceof Node.Mapping mapping
                && mapping.entries().size() == 1
                && mapping.get("use").isPresent()) {
            return new Remedy(Kind.USE, mapping.get("use").map(context::value));
        }
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (!entry.key().equals("use")) {
                    context.fault(entry.place(), "expected " + expected + ", found '" + entry.key() + "'");
                    return FAIL;
                }
            }
        }
        String word = word(node);
        return switch (word) {
            case "fail" -> FAIL;
            case "omit" -> OMIT;
            case "null" -> NULL;
            case "skip" ->
                call.forEach().isPresent()
                        ? SKIP
                        : refuse(
                                node,
                                "'skip' leaves an item of a for-each out, and this call has none: use omit to leave the"
                                        + " call out",
                                context);
            case "stale" ->
                call.cache().isPresent()
                        ? STALE
                        : refuse(
                                node,
                                "'stale' takes the last answer that was kept, and this call keeps none: add 'cache: …'",
                                context);
            case "" -> refuse(node, "expected " + expected, context);
            default -> refuse(node, "expected " + expected + ", found '" + word + "'", context);
        };
    }

    /** The word that is written there, {@code null} of YAML included; empty when it is no word. */
    private static String word(Node node) {
        return node instanceof Node.Scalar scalar ? String.valueOf(scalar.value()) : "";
    }

    private static Remedy refuse(Node node, String message, StepContext context) {
        context.fault(node, message);
        return FAIL;
    }
}

package dev.penstock.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;

/** A keyword of ours in place of the library's. */
final class Words {
    private Words() {}

    /** Says what it found wrong with a value. */
    @FunctionalInterface
    interface Test {
        boolean passes(JsonNode value, Run run);
    }

    /** Makes the test for what the schema says. */
    @FunctionalInterface
    interface Maker {
        Test of(JsonNode said);
    }

    /** Takes part in no check. */
    static AbstractKeyword silent(String name) {
        return keyword(name, said -> (value, run) -> true);
    }

    /** Decided in linear time; what it costs is charged. */
    static AbstractKeyword pattern() {
        return keyword("pattern", said -> {
            LinearPattern pattern = LinearPattern.of(said.asText());
            return (value, run) -> {
                if (!value.isTextual()) {
                    return true;
                }
                run.charge((long) value.textValue().length() * pattern.size() / CHARACTERS_PER_STEP);
                return pattern.matches(value.textValue());
            };
        });
    }

    /** Compares by the values' text in one order, so that no choice of values makes it slow. */
    static AbstractKeyword uniqueItems() {
        return keyword("uniqueItems", said -> (value, run) -> {
            if (!said.asBoolean() || !value.isArray()) {
                return true;
            }
            return Sameness.allDiffer(value, run);
        });
    }

    private static final int CHARACTERS_PER_STEP = 16;

    private static AbstractKeyword keyword(String name, Maker maker) {
        return new AbstractKeyword(name) {
            @Override
            public KeywordValidator newValidator(
                    SchemaLocation location, JsonNode said, Schema parent, SchemaContext context) {
                Test test = maker.of(said);
                return new BaseKeywordValidator(this, said, location, parent, context) {
                    @Override
                    public void validate(ExecutionContext run, JsonNode value, JsonNode root, NodePath at) {
                        if (!test.passes(value, (Run) run)) {
                            run.addError(error().instanceNode(value)
                                    .instanceLocation(at)
                                    .evaluationPath(run.getEvaluationPath())
                                    .locale(run.getExecutionConfig().getLocale())
                                    .build());
                        }
                    }
                };
            }
        };
    }
}

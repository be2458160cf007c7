package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
    @Test
    void membersOfEachTypeAreRead() {
        Map<String, Dictionary.Value> members = Dictionary.parse(
                        "a, b=1 , c=\"x\\\"y\";p=2;q, d=tok/en, e=?0, f=(\"x\" y;z=1  3), *g=:YQ==:, h=-1.5, i=@17, a=?1")
                .orElseThrow();
        assertThat(members)
                .containsEntry("a", new Dictionary.Value(Dictionary.Kind.TRUE, ""))
                .containsEntry("b", new Dictionary.Value(Dictionary.Kind.INTEGER, "1"))
                .containsEntry("c", new Dictionary.Value(Dictionary.Kind.TEXT, "x\"y"))
                .containsEntry("d", new Dictionary.Value(Dictionary.Kind.TEXT, "tok/en"))
                .containsEntry("e", new Dictionary.Value(Dictionary.Kind.FALSE, ""))
                .containsEntry("f", new Dictionary.Value(Dictionary.Kind.LIST, "x,y,3"))
                .containsEntry("*g", new Dictionary.Value(Dictionary.Kind.OTHER, ""))
                .containsEntry("h", new Dictionary.Value(Dictionary.Kind.OTHER, "-1.5"))
                .hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a,",
                ",a",
                "A",
                "a b",
                "a=",
                "a=1.",
                "a=1.2345",
                "a=1234567890123456",
                "a=\"x",
                "a=\"\\x\"",
                "a=?2",
                "a=:x",
                "a=(1",
                "a=(1,2)",
                "a;",
                "a;B",
                "a=é",
                "&&&",
                "a=1;b=\"",
                "a=-",
                "a=(1\"x\")"
            })
    void whatIsNoDictionaryIsNone(String text) {
        assertThat(Dictionary.parse(text)).isEmpty();
    }
}

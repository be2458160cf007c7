package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551615",
                "[1,2.5,true,null,\"a\",{\"b\":[]}]"
            })
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(Json.write(Json.parse(Buffer.buffer(text)))).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "1 2", "{\"a\":1}}", "nul", "<html>"})
    void whatIsNotOneValueIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(Buffer.buffer(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherCharsetIsRefusedNotGuessed() {
        Buffer utf16 = Buffer.buffer("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Json.parse(utf16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHundredThousandLevelsAreRefused() {
        Buffer deep = Buffer.buffer("[".repeat(100_000) + "]".repeat(100_000));
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOrderOfAMapIsKept() {
        assertThat(Json.parse(Buffer.buffer("{\"z\":1,\"a\":2}")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsExactly(java.util.Map.entry("z", 1L), java.util.Map.entry("a", 2L));
        assertThat(Json.parse(Buffer.buffer("[1]"))).isEqualTo(List.of(1L));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheValue() {
        assertThat(Json.parse(Buffer.buffer("\ufeff{}"))).isEqualTo(java.util.Map.of());
    }
}

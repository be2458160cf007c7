package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @ParameterizedTest
    @ValueSource(strings = {"Connection", "content-length", "TRANSFER-ENCODING", "upgrade", "", "a b", "a:", "é"})
    void aFieldThatIsNoOnesToWriteIsRefused(String name) {
        assertThat(Fields.fault(name, Direction.RESPONSE)).isPresent();
    }

    @Test
    void hostIsRefusedInARequestAlone() {
        assertThat(Fields.fault("Host", Direction.REQUEST)).isPresent();
        assertThat(Fields.fault("Host", Direction.RESPONSE)).isEmpty();
        assertThat(Fields.fault("x-user", Direction.REQUEST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\0b", "a\u007fb"})
    void controlCharactersAreNoValue(String text) {
        assertThat(Fields.isValue(text)).isFalse();
    }

    @Test
    void aTabAndLettersOfAnyLanguageAreAValue() {
        assertThat(Fields.isValue("a\tb é ☃")).isTrue();
    }
}

package dev.penstock.plugins.auth.basic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.plugins.auth.Office;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    @Test
    void theUserEndsAtTheFirstColon() {
        assertThat(Login.parse(Office.basic("ann", "a:b:c").substring(6))).contains(new Login("ann", "a:b:c"));
        assertThat(Login.parse(Office.basic("ann", "").substring(6))).contains(new Login("ann", ""));
        assertThat(Login.parse(Office.basic("", "secret").substring(6))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "\t", "\177", "\u0085"})
    void controlCharactersMakeItNone(String control) {
        assertThat(Login.parse(Office.basic("ann", "sec" + control + "ret").substring(6)))
                .isEmpty();
        assertThat(Login.parse(Office.basic("a" + control + "nn", "secret").substring(6)))
                .isEmpty();
    }
}

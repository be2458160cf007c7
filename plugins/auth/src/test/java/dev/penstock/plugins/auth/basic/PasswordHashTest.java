package dev.penstock.plugins.auth.basic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {
    /** Hashes that libxcrypt and the argon2 of the reference wrote. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "secret 1 $2a$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
                "secret 1 $2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
                "secret 1 $2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
                "'' 1 $2y$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq",
                "pässwörd 1 $2b$04$abcdefghijklmnopqrstuuyx2n0Zzopyr9QuYTMCfOJJOj526QVoC",
                "a 71 $2b$04$abcdefghijklmnopqrstuuMCu.k1vM/ywQwiONaEn3oEMlZoCVBd6",
                "a 72 $2a$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
                "a 80 $2y$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
                "a 5000 $2b$04$abcdefghijklmnopqrstuuBzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
                "argon-pw-5d90 1 $argon2id$v=19$m=8192,t=2,p=1$ZXhhbXNhbHQxNmJ5dGVzIQ$/6j6jecGGkiWQs1LQ6/9/RvMOknrbLSpXW6Zg2n3ejU"
            })
    void aPasswordFitsTheHashThatOthersMadeOfIt(String part, int times, String hash) {
        PasswordHash read = PasswordHash.parse(hash);
        assertThat(read.matches(part.repeat(times))).isTrue();
        assertThat(read.matches(part.repeat(times).replaceFirst("^.?", "b"))).isFalse();
        assertThat(read.matches("x" + part)).isFalse();
    }
}

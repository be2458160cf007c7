package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void typosFindTheirWord() {
        List<String> words = List.of("name", "steps", "connect-timeout", "timeout", "ttl", "upstream", "on-error");
        assertThat(Nearest.of("nmae", words)).contains("name");
        assertThat(Nearest.of("stesp", words)).contains("steps");
        assertThat(Nearest.of("connectTimeout", words)).contains("connect-timeout");
        assertThat(Nearest.of("timout", words)).contains("timeout");
        assertThat(Nearest.of("tll", words)).contains("ttl");
        assertThat(Nearest.of("Upstraem", words)).contains("upstream");
        assertThat(Nearest.of("on_eror", words)).contains("on-error");
    }

    @Test
    void whatIsFarFromAllFindsNothing() {
        assertThat(Nearest.of("zzqqxx", List.of("name", "steps", "api", "path")))
                .isEmpty();
        assertThat(Nearest.of("x", List.of("a", "u"))).isEmpty();
        assertThat(Nearest.of("", List.of("a"))).isEmpty();
    }

    @Test
    void theNearestOfSeveralIsFound() {
        assertThat(Nearest.of("shared-goood", List.of("shared-bad", "shared-god", "shared-good")))
                .contains("shared-good");
    }
}

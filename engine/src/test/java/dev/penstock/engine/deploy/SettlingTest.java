package dev.penstock.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fingerprint;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a change of a file is taken. */
class SettlingTest {
    private static final Path FILE = Path.of("t.yaml");

    private final Settling settling = new Settling();

    @Test
    void aChangeIsTakenWhenTwoLooksFindTheSame() {
        assertThat(sees(1)).isFalse();
        assertThat(settling.isQuiet()).isFalse();
        assertThat(sees(2)).isFalse();
        assertThat(sees(2)).isTrue();
        assertThat(settling.isQuiet()).isTrue();
    }

    @Test
    void whatComesBackIsNoChange() {
        assertThat(sees(1)).isFalse();
        settling.forget(FILE);
        assertThat(sees(1)).as("another change, much later").isFalse();
    }

    @Test
    void aFileThatNeverRestsIsTakenAllTheSame() {
        for (int size = 1; size <= 5; size++) {
            assertThat(sees(size)).isFalse();
        }
        assertThat(sees(6)).isTrue();
    }

    @Test
    void aFileThatChangesHoldsUpNoOther() {
        assertThat(sees(1)).isFalse();
        assertThat(settling.isDone(Path.of("u.yaml"), state(1))).isFalse();
        assertThat(sees(2)).isFalse();
        assertThat(settling.isDone(Path.of("u.yaml"), state(1))).isTrue();
    }

    private boolean sees(int size) {
        return settling.isDone(FILE, state(size));
    }

    private static Map<Path, Fingerprint> state(int size) {
        return Map.of(FILE, new Fingerprint(Map.of("size", size)));
    }
}

package dev.penstock.plugins.auth.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>(4);

    private List<String> drain() {
        List<String> all = new ArrayList<>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void lanesAreServedInTurn() {
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("a", "a3");
        queue.add("b", "b1");
        assertThat(drain()).containsExactly("a1", "b1", "a2", "a3");
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void whenItIsFullTheLongestLaneMakesRoom() {
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("a", "a3");
        queue.add("a", "a4");
        assertThat(queue.add("a", "a5")).contains("a5");
        assertThat(queue.add("b", "b1")).contains("a4");
        assertThat(queue.add("b", "b2")).contains("a3");
        assertThat(queue.add("b", "b3")).contains("b3");
        assertThat(queue.add("c", "c1")).isPresent();
        assertThat(drain()).hasSize(4).contains("c1");
    }

    @Test
    void oneOfEachLaneIsAllThereCanBe() {
        for (String lane : List.of("a", "b", "c", "d")) {
            assertThat(queue.add(lane, lane)).isEmpty();
        }
        assertThat(queue.add("e", "e")).contains("e");
    }
}

package dev.penstock.engine.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys go, and what moves them. */
class HashRingTest {
    private static final int KEYS = 20_000;

    private static int[] owners(Crowd crowd) {
        return IntStream.range(0, KEYS)
                .map(i -> crowd.pick(Hash64.of("user-" + i)))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 10})
    void aLostTargetMovesItsOwnKeysOnlyAndToAllOthers(int targets) {
        int[] weights = IntStream.range(0, targets).map(i -> 1 + i % 2).toArray();
        Crowd crowd = new Crowd(Balance.HASH, weights);
        int[] before = owners(crowd);
        crowd.open[0] = false;
        int[] after = owners(crowd);
        Set<Integer> heirs = new HashSet<>();
        for (int i = 0; i < KEYS; i++) {
            if (before[i] == 0) {
                heirs.add(after[i]);
            } else {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
        crowd.open[0] = true;

        assertThat(heirs).hasSize(targets - 1);
        assertThat(owners(crowd)).isEqualTo(before);
    }

    @Test
    void aTargetThatIsTakenOutOfTheFileMovesItsOwnKeysOnly() {
        List<Share> all = Crowd.shares(1, 2, 1, 2);
        Crowd idle = new Crowd(Balance.HASH, 1, 2, 1, 2);
        Balancer before = Balance.HASH.between(all);
        Balancer after = Balance.HASH.between(all.subList(0, 3));
        for (int i = 0; i < KEYS; i++) {
            long key = Hash64.of("user-" + i);
            int owner = before.pick(idle, key);
            assertThat(after.pick(idle, key)).isEqualTo(owner == 3 ? after.pick(idle, key) : owner);
        }
    }

    @Test
    void littleLoadMovesNoKey() {
        Crowd crowd = new Crowd(Balance.HASH, 1, 1, 1);
        int owner = crowd.pick(42);
        crowd.loads[owner] = 60;

        assertThat(crowd.pick(42)).isEqualTo(owner);
    }

    /** All requests have one key and none ends: no target has a quarter more than its share. */
    @Test
    void oneKeyCannotOverloadItsTarget() {
        Crowd crowd = new Crowd(Balance.HASH, 1, 1, 2);
        for (int i = 0; i < 4_000; i++) {
            crowd.loads[crowd.pick(42)]++;
        }

        assertThat(crowd.loads[0]).isLessThanOrEqualTo(1251);
        assertThat(crowd.loads[1]).isLessThanOrEqualTo(1251);
        assertThat(crowd.loads[2]).isLessThanOrEqualTo(2501);
    }

    @Test
    void similarTextsHaveHashesOfTheirOwn() {
        Set<Long> hashes = new HashSet<>();
        long ones = 0;
        for (int i = 0; i < KEYS; i++) {
            long hash = Hash64.of("k" + i);
            ones += Long.bitCount(hash);
            hashes.add(hash >>> 24);
        }

        assertThat(hashes).hasSizeGreaterThan(KEYS - 3);
        assertThat((double) ones / KEYS).isEqualTo(32, within(0.2));
    }
}

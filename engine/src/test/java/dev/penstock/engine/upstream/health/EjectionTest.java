package dev.penstock.engine.upstream.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.time.GatewayClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors, and the targets that they put out. */
class EjectionTest {
    private final GatewayClock clock = new GatewayClock();
    private final Ejection ejection =
            new Ejection(new EjectRule(3, Duration.ofMinutes(10), Duration.ofMinutes(30)), clock);

    private List<Standing> targets(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Standing("target " + i, clock))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 1", "4, 2", "5, 2", "10, 5"})
    void atMostHalfAreOut(int number, int most) {
        List<Standing> all = targets(number);
        for (int i = 0; i < 3; i++) {
            all.forEach(one -> ejection.erred(one, all));
        }

        assertThat(all).filteredOn(one -> one.state() == Standing.State.EJECTED).hasSize(most);
        assertThat(all).filteredOn(Standing::isOpen).hasSize(number - most);
    }

    @Test
    void whoIsOutForItsProbesCountsAmongThem() {
        List<Standing> all = targets(2);
        all.get(1).probedBadly(new HealthCheck("/", Duration.ZERO, Duration.ZERO, 1, 1), "status 500");
        for (int i = 0; i < 5; i++) {
            assertThat(ejection.erred(all.get(0), all)).isFalse();
        }

        assertThat(all.get(0).isOpen()).isTrue();
    }

    @Test
    void errorsThatAreOldDoNotCount() {
        List<Standing> all = targets(2);
        ejection.erred(all.get(0), all);
        ejection.erred(all.get(0), all);
        clock.advance(Duration.ofMinutes(11));

        assertThat(ejection.erred(all.get(0), all)).isFalse();
        assertThat(ejection.erred(all.get(0), all)).isFalse();
        assertThat(ejection.erred(all.get(0), all)).isTrue();
    }

    @Test
    void anEjectionEndsAndItsErrorsAreForgotten() {
        List<Standing> all = targets(2);
        IntStream.range(0, 3).forEach(i -> ejection.erred(all.get(0), all));
        assertThat(all.get(0).state()).isEqualTo(Standing.State.EJECTED);
        clock.advance(Duration.ofMinutes(29));
        assertThat(all.get(0).isOpen()).isFalse();
        clock.advance(Duration.ofMinutes(2));

        assertThat(all.get(0).isOpen()).isTrue();
        assertThat(ejection.erred(all.get(0), all)).isFalse();
        assertThat(all.get(0).isOpen()).isTrue();
    }

    @Test
    void probesTurnAVerdictOnlyWhenEnoughOfThemAgree() {
        HealthCheck check = new HealthCheck("/", Duration.ZERO, Duration.ZERO, 3, 2);
        Standing one = targets(1).get(0);
        for (String probes : List.of("bb", "g", "bb")) {
            probes.chars().forEach(probe -> probe(one, check, probe));
            assertThat(one.isOpen()).as(probes).isTrue();
        }
        probe(one, check, 'b');
        assertThat(one.state()).isEqualTo(Standing.State.UNHEALTHY);
        "gbgb".chars().forEach(probe -> probe(one, check, probe));
        assertThat(one.isOpen()).isFalse();
        "gg".chars().forEach(probe -> probe(one, check, probe));
        assertThat(one.isOpen()).isTrue();
    }

    private static void probe(Standing one, HealthCheck check, int probe) {
        if (probe == 'g') {
            one.probedWell(check);
        } else {
            one.probedBadly(check, "status 500");
        }
    }
}

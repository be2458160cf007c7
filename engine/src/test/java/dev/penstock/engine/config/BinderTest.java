package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Node;
import dev.penstock.sdk.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {
    private final Binder binder = new Binder();
    private final Faults faults = new Faults();

    enum Mode {
        ROUND_ROBIN,
        LEAST_REQUESTS
    }

    /** A type that parses itself. */
    record Rate(int count) {
        public static Rate parse(String text) {
            if (!text.matches("[0-9]+/1s")) {
                throw new IllegalArgumentException("expected a rate such as 20/1s, found '" + text + "'");
            }
            return new Rate(Integer.parseInt(text.substring(0, text.indexOf('/'))));
        }
    }

    /** A record that checks itself. */
    record Picky(int low, int high) {
        Picky {
            if (low > high) {
                throw new IllegalArgumentException("expected low below high, found " + low + " and " + high);
            }
        }
    }

    record Inner(String name, Optional<Inner> inner) {}

    record All(
            String text,
            int whole,
            long longer,
            double decimal,
            boolean flag,
            Mode mode,
            Duration time,
            Size size,
            Rate rate,
            List<String> many,
            Map<String, Integer> named,
            Inner inner,
            Optional<String> maybe,
            Node node) {}

    record Optionals(
            Optional<String> text,
            List<Rate> list,
            Map<String, List<Mode>> map,
            @Default("30s") Duration connectTimeout,
            @Default("[round-robin]") List<Mode> modes,
            @Default("{name: x}") Inner inner) {}

    @Test
    void everyTypeIsRead() {
        String yaml = """
                text: a b
                whole: 7
                longer: 5000000000
                decimal: 1
                flag: true
                mode: least-requests
                time: 200ms
                size: 64KiB
                rate: 20/1s
                many: [x, 1]
                named: {z: 1, a: 2}
                inner: {name: o, inner: {name: i}}
                maybe: "no"
                node: {x: [~]}
                """;
        All all = bind(yaml, All.class).orElseThrow();
        assertThat(faults.list()).isEmpty();
        assertThat(all.text()).isEqualTo("a b");
        assertThat(all.whole()).isEqualTo(7);
        assertThat(all.longer()).isEqualTo(5_000_000_000L);
        assertThat(all.decimal()).isEqualTo(1.0);
        assertThat(all.flag()).isTrue();
        assertThat(all.mode()).isEqualTo(Mode.LEAST_REQUESTS);
        assertThat(all.time()).isEqualTo(Duration.ofMillis(200));
        assertThat(all.size()).isEqualTo(new Size(65_536));
        assertThat(all.rate()).isEqualTo(new Rate(20));
        assertThat(all.many()).containsExactly("x", "1");
        assertThat(all.named().keySet()).containsExactly("z", "a");
        assertThat(all.inner()).isEqualTo(new Inner("o", Optional.of(new Inner("i", Optional.empty()))));
        assertThat(all.maybe()).contains("no");
        assertThat(all.node()).isInstanceOf(Node.Mapping.class);
    }

    @Test
    void whatIsMissingHasItsDefaultOrIsEmpty() {
        assertThat(bind("{}", Optionals.class))
                .contains(new Optionals(
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Duration.ofSeconds(30),
                        List.of(Mode.ROUND_ROBIN),
                        new Inner("x", Optional.empty())));
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void oneItemMayStandAlone() {
        Optionals bound = bind("list: 1/1s\nmap: {a: round-robin}\nmodes: least-requests\n", Optionals.class)
                .orElseThrow();
        assertThat(bound.list()).containsExactly(new Rate(1));
        assertThat(bound.map()).containsEntry("a", List.of(Mode.ROUND_ROBIN));
        assertThat(bound.modes()).containsExactly(Mode.LEAST_REQUESTS);
    }

    @Test
    void aNumberInQuotesIsANumberWhereOneIsWanted() {
        record Port(int port, boolean open) {}
        assertThat(bind("port: \"8080\"\nopen: \"true\"", Port.class)).contains(new Port(8080, true));
    }

    @Test
    void theEscapeOfAnExpressionIsTakenOutOfText() {
        assertThat(bind("name: a$${b}", Inner.class)).contains(new Inner("a${b}", Optional.empty()));
    }

    @Test
    void allFaultsAreToldAtTheirPlaces() {
        String yaml = """
                text: [a]
                whole: 3000000000
                longer: 1.5
                decimal: half
                flag: yes
                mode: rond-robin
                time: soon
                size: 1MeB
                rate: 20
                many: [[x]]
                named: 7
                inner: o
                maybe:
                nodes: 1
                """;
        assertThat(bind(yaml, All.class)).isEmpty();
        assertThat(faults.list().stream().map(Fault::toString))
                .containsExactly(
                        "x.yaml:1:7: text: expected text, found a list",
                        "x.yaml:2:8: whole: expected a whole number, found '3000000000'",
                        "x.yaml:3:9: longer: expected a whole number, found '1.5'",
                        "x.yaml:4:10: decimal: expected a number, found 'half'",
                        "x.yaml:5:7: flag: expected true or false, found 'yes'",
                        "x.yaml:6:7: mode: expected one of round-robin, least-requests, found 'rond-robin'"
                                + "; did you mean 'round-robin'?",
                        "x.yaml:7:7: time: expected a duration such as 200ms or 5s, found 'soon'",
                        "x.yaml:8:7: size: expected a size such as 64KiB or 1MiB, found '1MeB'",
                        "x.yaml:9:7: rate: expected a rate such as 20/1s, found '20'",
                        "x.yaml:10:8: many: expected text, found a list",
                        "x.yaml:11:8: named: expected a map, found '7'",
                        "x.yaml:12:8: inner: expected a map with the keys name, inner, found 'o'",
                        "x.yaml:13:7: maybe: expected text, found nothing",
                        "x.yaml:14:1: unknown key 'nodes': expected one of text, whole, longer, decimal, flag, mode,"
                                + " time, size, rate, many, named, inner, maybe, node; did you mean 'node'?");
    }

    @Test
    void aMissingKeyIsToldAtItsMap() {
        assertThat(bind("inner: {name: a}\n", Inner.class)).isEmpty();
        assertThat(faults.list().toString()).isEqualTo("[x.yaml:1:1: missing key 'name': add 'name: …']");
    }

    @Test
    void aFaultyValueGivesWayToItsDefaultSoThatReadingGoesOn() {
        assertThat(bind("connect-timeout: soon\nlist: 5/1s\n", Optionals.class))
                .hasValueSatisfying(bound -> assertThat(bound.connectTimeout()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(faults.hasFaults()).isTrue();
    }

    @Test
    void aBareValueStandsForTheShorthand() {
        record Script(Optional<String> file, Optional<String> inline) {}
        Node bare = ((Node.Mapping) Yamls.node("script: x.js")).get("script").orElseThrow();
        assertThat(binder.bind(bare, Script.class, Optional.of("file"), faults))
                .contains(new Script(Optional.of("x.js"), Optional.empty()));
        assertThat(binder.bind(bare, Script.class, faults)).isEmpty();
        assertThat(faults.list().toString()).contains("x.yaml:1:9: expected a map with the keys file, inline");
    }

    record Words(boolean private_, Optional<String> default_) {}

    @Test
    void aKeyMayBeAWordOfJava() {
        assertThat(bind("private: true\ndefault: x\n", Words.class)).contains(new Words(true, Optional.of("x")));
        assertThat(binder.keys(Words.class)).containsExactlyInAnyOrder("private", "default");
    }

    @Test
    void whatARecordRefusesIsAFaultOfItsMap() {
        assertThat(bind("{low: 2, high: 1}", Picky.class)).isEmpty();
        assertThat(faults.list().toString()).isEqualTo("[x.yaml:1:1: expected low below high, found 2 and 1]");
    }

    @Test
    void aComponentThatNoSettingCanBeIsAnErrorOfTheRecord() {
        record Wrong(URI uri) {}
        assertThatThrownBy(() -> bind("uri: x", Wrong.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Wrong.uri: no setting can be a java.net.URI");
    }

    @Test
    void durationsHaveOneUnit() {
        assertThat(List.of("200ms", "5s", "1m", "2h", "1d").stream().map(Durations::parse))
                .containsExactly(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofDays(1));
        assertThat(List.of("5", "5 s", "-5s", "1.5s", "1m30s", "9999999999s", "", "5S"))
                .allSatisfy(text -> assertThatThrownBy(() -> Durations.parse(text))
                        .hasMessage("expected a duration such as 200ms or 5s, found '" + text + "'"));
    }

    private <R extends Record> Optional<R> bind(String yaml, Class<R> type) {
        return binder.bind(Yamls.node(yaml), type, faults);
    }
}

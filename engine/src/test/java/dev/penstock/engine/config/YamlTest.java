package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Node;
import dev.penstock.sdk.Place;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class YamlTest {
    @TempDir
    Path folder;

    @Test
    void scalarsAreThoseOfTheCoreSchema() {
        Node.Mapping map = (Node.Mapping) Yamls.node("""
                on: on
                no: no
                one: 1
                octal: 0o17
                zeroes: 017
                hex: 0xff
                big: 123456789012345678901234567890
                half: .5
                rate: 20/1s
                none: ~
                empty:
                long: 0.1000000000000000055511151231257827
                vast: 1e400
                quoted: "1"
                tagged: !!str 1
                yes: true
                day: 2026-09-01
                """);
        assertThat(map.entries().stream().map(entry -> ((Node.Scalar) entry.value()).value()))
                .containsExactly(
                        "on",
                        "no",
                        1L,
                        15L,
                        17L,
                        255L,
                        new BigInteger("123456789012345678901234567890"),
                        0.5,
                        "20/1s",
                        null,
                        null,
                        new BigDecimal("0.1000000000000000055511151231257827"),
                        new BigDecimal("1e400"),
                        "1",
                        "1",
                        true,
                        "2026-09-01");
    }

    @Test
    void everyNodeHasItsPlace() {
        Node.Mapping map = (Node.Mapping) Yamls.node("a: 1\nb:\n  - 😀: [x, y]\n");
        Node.Sequence list = (Node.Sequence) map.entries().get(1).value();
        Node.Mapping inner = (Node.Mapping) list.items().get(0);
        Node.Sequence flow = (Node.Sequence) inner.entries().get(0).value();
        assertThat(map.entries().get(1).place()).isEqualTo(new Place("x.yaml", 2, 1));
        assertThat(list.place()).isEqualTo(new Place("x.yaml", 3, 3));
        assertThat(inner.place()).isEqualTo(new Place("x.yaml", 3, 5));
        assertThat(flow.items().get(1).place()).isEqualTo(new Place("x.yaml", 3, 12));
    }

    @Test
    void byteOrderMarksWindowsLineEndsAndAMissingLastOneAreFine() throws IOException {
        Node plain = Yamls.node("api: x\nroutes:\n  - a\n");
        assertThat(Yamls.node("api: x\nroutes:\n  - a")).isEqualTo(plain);
        assertThat(Yamls.node("api: x\r\nroutes:\r\n  - a\r\n")).isEqualTo(plain);
        Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFapi: x\nroutes:\n  - a\n");
        assertThat(Yaml.read(file, "x.yaml", new Faults())).contains(plain);
    }

    @Test
    void anAliasStandsForItsAnchor() {
        Node.Mapping map = (Node.Mapping) Yamls.node("a: &a [1, 2]\nb: *a\n");
        assertThat(map.get("b")).isEqualTo(map.get("a"));
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [")
                    .append(IntStream.range(0, 10).mapToObj(n -> alias).collect(Collectors.joining(", ")))
                    .append("]\n");
        }
        assertThat(fault(bomb.toString())).contains("aliases that stand for at most 10000 values");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(fault("a: " + "[".repeat(100_000))).contains("x.yaml:1:104: expected at most 100 levels");
        assertThat(fault("{a: ".repeat(100_000))).contains("at most 100 levels");
        String block =
                IntStream.range(0, 1500).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
        assertThat(fault(block)).contains("at most 100 levels");
        StringBuilder byAlias = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            byAlias.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }
        assertThat(fault(byAlias.toString())).contains("at most 100 levels");
    }

    @Test
    void bytesThatAreNotUtf8AreFoundInTheirLine() throws IOException {
        Path file = folder.resolve("latin1.yaml");
        Files.write(file, "api: x\npath: /caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(fault(file)).isEqualTo("x.yaml:2:11: expected UTF-8, found the byte 0xE9: save the file as UTF-8");
        Files.write(file, "a: b\nb: c".getBytes(StandardCharsets.UTF_16));
        assertThat(fault(file)).startsWith("x.yaml:1:1: expected UTF-8");
    }

    @Test
    void controlCharactersAreFoundInTheirLine() {
        assertThat(fault("api: x\npath: /n\0l\n"))
                .startsWith("x.yaml:2:9: expected text, found the control character U+0000");
        assertThat(fault("a: \u0007\r\n")).startsWith("x.yaml:1:4: ");
    }

    @Test
    void aFileThatIsTooLongIsRefused() throws IOException {
        Path file = folder.resolve("long.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Yaml.MAX_BYTES + 1L);
        }
        assertThat(fault(file)).isEqualTo("x.yaml:1:1: expected at most 4 MiB, found more: split the file");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        assertThat(fault(folder.resolve("nosuch.yaml")))
                .isEqualTo("x.yaml:1:1: expected a file that can be read, found no such file");
    }

    private static String fault(String yaml) {
        Faults faults = new Faults();
        assertThat(Yaml.read(yaml, "x.yaml", faults)).isEmpty();
        assertThat(faults.list()).hasSize(1);
        return faults.list().get(0).toString();
    }

    private static String fault(Path file) {
        Faults faults = new Faults();
        assertThat(Yaml.read(file, "x.yaml", faults)).isEmpty();
        assertThat(faults.list()).hasSize(1);
        return faults.list().get(0).toString();
    }
}

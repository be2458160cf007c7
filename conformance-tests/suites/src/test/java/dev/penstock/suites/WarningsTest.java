package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code warnings.txt}: pipeline files that are odd, and ones beside them that are not. A row is the file's base
 * steps, its routes with {@code ^} before each place that is warned of, and a part of the warning; without a caret there
 * is none. Faults are no matter here.
 */
class WarningsTest {
    private static final String HEAD = """
            api: shop
            upstreams: {catalog: {targets: ['http://127.0.0.1:9']}}
            policies: {members: [{jwt: {secret: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}}]}
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyCaretIsOneWarning() throws IOException {
        return rows().map(row -> DynamicTest.dynamicTest(row[0] + " " + row[1], () -> check(row)));
    }

    private void check(String[] row) throws IOException {
        String marked = HEAD + "steps: [" + row[0] + "]\nroutes: [" + row[1] + "]\n";
        Path file = Files.writeString(folder.resolve("shop.yaml"), marked.replace("^", ""));
        Faults faults = new Faults();
        try (Checker checker = new Checker(GatewaySpec.defaults(folder), faults)) {
            checker.check(List.of(file));
        }
        List<String> places = new ArrayList<>();
        faults.list().stream().filter(fault -> fault.warning()).forEach(warning -> {
            assertThat(warning.message()).contains(row[2]);
            places.add(warning.place().line() + ":" + warning.place().column());
        });
        assertThat(places).as("%s", faults.list()).isEqualTo(carets(marked));
    }

    private static List<String> carets(String marked) {
        List<String> places = new ArrayList<>();
        List<String> lines = marked.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("\\^", -1);
            int column = 1;
            for (int part = 0; part < parts.length - 1; part++) {
                column += parts[part].length();
                places.add((i + 1) + ":" + column);
            }
        }
        return places;
    }

    private static Stream<String[]> rows() throws IOException {
        try (InputStream in = WarningsTest.class.getResourceAsStream("/warnings.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split(" => ?", -1))
                            .toList()
                            .stream();
        }
    }
}

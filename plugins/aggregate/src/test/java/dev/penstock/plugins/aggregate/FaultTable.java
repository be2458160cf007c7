package dev.penstock.plugins.aggregate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of docs/aggregation.md that says what becomes of each fault: what it says is what the tests expect. */
final class FaultTable {
    private static final Path PAGE = Path.of("../../docs/aggregation.md");
    private static final String HEAD = "| What happens |";

    /**
     * A row.
     *
     * @param fault its first word in code quotes
     * @param cells what {@code fail}, {@code omit}, {@code null}, {@code use} and {@code stale} answer
     * @param parameter of {@code Proxy-Status}
     */
    record Row(String fault, List<String> cells, String parameter) {
        /** The status where the rule is {@code fail}. */
        int status() {
            return Integer.parseInt(cells.get(0));
        }
    }

    private FaultTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : lines().dropWhile(line -> !line.startsWith(HEAD))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList()) {
            List<String> cells = Arrays.stream(line.split("\\|"))
                    .skip(1)
                    .map(cell -> cell.replace("`", "").strip())
                    .toList();
            String fault = cells.get(0).substring(0, cells.get(0).indexOf(':'));
            rows.add(new Row(fault, cells.subList(1, 6), cells.get(6)));
        }
        return rows;
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(PAGE).stream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}

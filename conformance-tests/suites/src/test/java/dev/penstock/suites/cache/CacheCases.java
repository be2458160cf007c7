package dev.penstock.suites.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a file of cases, see {@code cache/README.txt}. */
final class CacheCases {
    private final List<CacheCase> cases = new ArrayList<>();
    private String section = "";
    private String settings = "{}";

    private CacheCases() {}

    static List<CacheCase> read(Path file) throws IOException {
        CacheCases read = new CacheCases();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    read.line(line, i + 1);
                } catch (RuntimeException wrong) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + wrong.getMessage(), wrong);
                }
            }
        }
        return read.cases;
    }

    /** Divided by bars. */
    static List<String> parts(String text) {
        return Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
    }

    private void line(String line, int number) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        String rest = line.substring(blank + 1).strip();
        switch (word) {
            case "section" -> {
                section = rest;
                settings = "{}";
            }
            case "settings" -> settings = rest;
            case "case" ->
                cases.add(new CacheCase(section, rest, settings, number, new ArrayList<>(), new ArrayList<>()));
            case "origin" -> last().origin().add(CacheCase.Origin.parse(parts(rest)));
            case "after" ->
                last().steps().add(new CacheCase.After(Duration.ofSeconds(Long.parseLong(rest.replace("s", "")))));
            case "until" -> last().steps().add(new CacheCase.Until(rest));
            default -> last().steps().add(CacheCase.Ask.parse(line));
        }
    }

    private CacheCase last() {
        return cases.get(cases.size() - 1);
    }
}

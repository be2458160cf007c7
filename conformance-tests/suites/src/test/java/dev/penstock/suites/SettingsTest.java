package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.Checker;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.sdk.Inline;
import dev.penstock.sdk.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code settings.txt}: every key of every file and step with a value of a wrong type, and every name that stands
 * for nothing. A row is the kind of settings, the settings with {@code ^} before the fault, and a part of its message.
 */
class SettingsTest {
    private static final Pattern KEY = Pattern.compile("([a-z][a-z-]*): *(?:\"\\$)?\\^");
    private static final Map<String, List<String>> RECORDS = Map.of(
            "file", List.of("config.ApiFile", "config.VersionSpec"),
            "upstream", List.of("config.UpstreamSpec$File", "config.TargetSpec$File"),
            "route", List.of("config.RouteSpec$File"),
            "match", List.of("config.MatchSpec$File", "config.ValueMatch$File"),
            "gateway", List.of("config.GatewayFile"));

    @TempDir
    static Path folder;

    private static final Map<Row, List<Fault>> FAULTS = new LinkedHashMap<>();

    private record Row(int number, String kind, String settings, String part) {
        String text() {
            String bare = settings.replace("^", "");
            return switch (kind) {
                case "gateway" -> bare + "\n";
                case "file" -> file(bare);
                case "upstream" -> file("upstreams:\n  catalog: {" + targets(bare) + bare + "}");
                case "route" -> file("routes:\n  - {" + route(bare) + bare + "}");
                case "match" -> file("routes:\n  - {name: r, steps: [{upstream: catalog}], match: {" + bare + "}}");
                case "policy" -> file("policies:\n  p:\n    - " + bare + "\nsteps: {use: p}");
                default ->
                    file("routes:\n  - name: r\n    match: /p/{id}\n    steps:\n      - " + bare
                            + "\n      - upstream: catalog");
            };
        }

        private static String targets(String bare) {
            return bare.startsWith("targets:") ? "" : "targets: ['http://127.0.0.1:9'], ";
        }

        private static String route(String bare) {
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put("name", "r");
            keys.put("match", "/");
            keys.put("steps", "[{upstream: catalog}]");
            keys.remove(bare.substring(0, bare.indexOf(':')));
            StringBuilder text = new StringBuilder();
            keys.forEach((key, value) -> text.append(key + ": " + value + ", "));
            return text.toString();
        }

        private String file(String bare) {
            String text = bare + "\n";
            String key = bare.substring(0, bare.indexOf(':'));
            text += key.equals("api") ? "" : "api: shop-" + number + "\n";
            text += key.equals("host") ? "" : "host: h" + number + ".test\n";
            text += key.equals("upstreams") ? "" : "upstreams: {catalog: {targets: ['http://127.0.0.1:9']}}\n";
            String step = key.equals("upstreams") ? "respond: {status: 204}" : "upstream: catalog";
            return text + (key.equals("routes") ? "" : "routes: [{name: r, match: /, steps: [{" + step + "}]}]\n");
        }

        /** Where the fault is: the caret's place in the file. */
        String place() {
            String before = settings.substring(0, settings.indexOf('^'));
            int at = text().indexOf(settings.replace("^", "")) + before.length();
            String head = text().substring(0, at);
            int line = (int) head.chars().filter(c -> c == '\n').count() + 1;
            return line + ":" + (at - head.lastIndexOf('\n'));
        }

        Path path() {
            return folder.resolve(number + ".yaml");
        }
    }

    @BeforeAll
    static void checkAll() throws IOException {
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(folder.resolve("policies/faulty.yaml"), "- upstream: [catalog]\n");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/people.yaml"), "consumers: []\n");
        Files.writeString(
                folder.resolve("data/staff.htpasswd"),
                "ann:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n");
        Files.writeString(folder.resolve("hook.js"), "export function onRequest(request, context) {}\n");
        List<Path> paths = new ArrayList<>();
        for (Row row : rows()) {
            Files.writeString(row.path(), row.text());
            if (!row.kind().equals("gateway")) {
                paths.add(row.path());
            }
        }
        Faults faults = new Faults();
        try (Checker checker = new Checker(GatewaySpec.defaults(folder), faults)) {
            checker.check(paths);
        }
        for (Row row : rows()) {
            Faults own = new Faults();
            if (row.kind().equals("gateway")) {
                GatewaySpec.read(row.path(), Map.of(), own);
            }
            FAULTS.put(
                    row,
                    (row.kind().equals("gateway") ? own : faults)
                            .list().stream()
                                    .filter(fault -> !fault.warning()
                                            && fault.place()
                                                    .file()
                                                    .equals(row.path().toString()))
                                    .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRowIsOneFaultAtItsPlace() throws IOException {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.kind() + " " + row.settings(), () -> {
                    assertThat(FAULTS.get(row)).hasSize(1);
                    Fault fault = FAULTS.get(row).get(0);
                    assertThat(fault.place().line() + ":" + fault.place().column())
                            .as("%s", fault)
                            .isEqualTo(row.place());
                    assertThat(fault.message()).contains(row.part());
                }));
    }

    @Test
    void everyKeyOfEveryRecordHasARow() throws Exception {
        Map<String, Set<String>> tried = new LinkedHashMap<>();
        for (Row row : rows()) {
            Matcher key = KEY.matcher(row.settings());
            String kind = row.kind().equals("step") ? row.settings().replaceFirst("[:{^].*", "") : row.kind();
            while (key.find()) {
                tried.computeIfAbsent(kind, name -> new TreeSet<>()).add(key.group(1));
            }
        }
        int records = 0;
        for (Map.Entry<String, Set<Class<?>>> kind : kinds().entrySet()) {
            Set<String> keys = new TreeSet<>();
            for (Class<?> record : kind.getValue()) {
                addKeys(record, keys);
                records++;
            }
            keys.removeAll(tried.getOrDefault(kind.getKey(), Set.of()));
            assertThat(keys).as("keys of %s without a row", kind.getKey()).isEmpty();
        }
        assertThat(records).isGreaterThanOrEqualTo(17);
    }

    private static Map<String, Set<Class<?>>> kinds() throws ClassNotFoundException {
        Map<String, Set<Class<?>>> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> kind : RECORDS.entrySet()) {
            Set<Class<?>> records = kinds.computeIfAbsent(kind.getKey(), name -> new LinkedHashSet<>());
            for (String name : kind.getValue()) {
                records.add(Class.forName("dev.penstock.engine." + name));
            }
        }
        for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
            if (!plugin.getClass().getPackageName().contains(".probe")) {
                plugin.steps().forEach(step -> kinds.put(step.type(), Set.of(step.settings())));
            }
        }
        return kinds;
    }

    /** The keys of a record that settings are bound to, and of those within it. */
    private static void addKeys(Class<?> record, Set<String> keys) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (!component.isAnnotationPresent(Inline.class)) {
                keys.add(component
                        .getName()
                        .replaceAll("_$", "")
                        .replaceAll("([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT));
            }
            addWithin(component.getGenericType(), keys);
        }
    }

    private static void addWithin(Type type, Set<String> keys) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                addWithin(argument, keys);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && !isParsed(plain)) {
            addKeys(plain, keys);
        }
    }

    /** Whether it is read from a text. */
    private static boolean isParsed(Class<?> type) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals("parse"));
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = SettingsTest.class.getResourceAsStream("/settings.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] columns = line.split(" => ", -1);
                    rows.add(new Row(rows.size(), columns[0], columns[1], columns[2]));
                }
            }
        }
        return rows;
    }
}

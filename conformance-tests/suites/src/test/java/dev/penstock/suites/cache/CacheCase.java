package dev.penstock.suites.cache;

import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockFault;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One case of a file in {@code cache/}, see its {@code README.txt}.
 *
 * @param section of the RFC
 * @param settings of the cache step
 * @param line of the file
 */
record CacheCase(String section, String name, String settings, int line, List<Origin> origin, List<Step> steps) {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern DATE = Pattern.compile("\\{([+-]?\\d+)s}");

    /** A header field as it is written. */
    record Field(String name, String value) {
        static Field parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("expected a field, found '" + text + "'");
            }
            return new Field(
                    text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        }
    }

    /** What the upstream answers to one request: a status with fields, or a fault. */
    record Origin(String what, List<Field> fields) {
        static Origin parse(List<String> parts) {
            return new Origin(
                    parts.get(0),
                    parts.subList(1, parts.size()).stream().map(Field::parse).toList());
        }

        /**
         * The answer of the upstream.
         *
         * @param number of the request, which is the body where none is stated
         * @param written what a field's value stands for
         */
        MockAnswer answer(int number, UnaryOperator<String> written) {
            if (!what.matches("\\d+")) {
                return MockAnswer.fault(MockFault.valueOf(what.toUpperCase(Locale.ROOT)));
            }
            int status = Integer.parseInt(what);
            Buffer body = Buffer.buffer(fields.stream()
                    .filter(field -> field.name.equals("body"))
                    .map(Field::value)
                    .findFirst()
                    .orElse("" + number));
            boolean bodiless = status == 204 || status == 304;
            MockAnswer answer = MockAnswer.bytes(status, "", bodiless ? Buffer.buffer() : body);
            for (Field field : fields) {
                if (!field.name.equals("body")) {
                    answer = answer.header(field.name, written.apply(field.value));
                }
            }
            return answer;
        }
    }

    /** What happens in a case. */
    sealed interface Step {}

    /** Time passes. */
    record After(Duration time) implements Step {}

    /** Asked until the body is this one. */
    record Until(String body) implements Step {}

    /**
     * A request.
     *
     * @param path below that of the case; empty for its own
     * @param checks the first of which says where the answer comes from
     */
    record Ask(String method, String path, List<Field> fields, List<String> checks) implements Step {
        static Ask parse(String text) {
            String[] sides = text.split(" => ?", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("expected a request, '=>' and what comes, found '" + text + "'");
            }
            List<String> left = CacheCases.parts(sides[0]);
            String[] line = left.get(0).split(" +", 2);
            List<Field> fields = new ArrayList<>();
            left.subList(1, left.size()).forEach(field -> fields.add(Field.parse(field)));
            return new Ask(
                    line[0].toUpperCase(Locale.ROOT),
                    line.length == 1 ? "" : line[1],
                    fields,
                    CacheCases.parts(sides[1]));
        }
    }

    /** With {@code {60s}} for the date that is so far from now. */
    static String dated(String value, Instant now) {
        return DATE.matcher(value)
                .replaceAll(found -> HTTP_DATE.format(now.plusSeconds(Long.parseLong(found.group(1)))));
    }
}

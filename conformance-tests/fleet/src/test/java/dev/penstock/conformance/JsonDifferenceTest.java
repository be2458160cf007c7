package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    private static Object json(String text) {
        return Json.parse(Buffer.buffer(text.replace('`', '"')));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{`a`: 1}             | {`a`: 1, `b`: 2}",
                "{}                   | {`a`: 1}",
                "{`a`: {`b`: null}}   | {`a`: {`b`: null, `c`: 1}}",
                "[{`a`: 1}, 2]        | [{`a`: 1, `b`: 2}, 2]",
                "1                    | 1.0",
                "100                  | 1e2",
                "12345678901234567890 | 12345678901234567890",
                "[]                   | []",
                "`x`                  | `x`"
            })
    void whatIsNamedIsThere(String expected, String found) {
        assertThat(JsonDifference.ofNamed(json(expected), json(found))).isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{`a`: 1}        | {`b`: 1}        | json.a: expected 1, found nothing",
                "{`a`: null}     | {}              | json.a: expected null, found nothing",
                "{`a`: 7}        | {`a`: `7`}      | json.a: expected 7, found \"7\"",
                "{`a`: false}    | {`a`: null}     | json.a: expected false, found null",
                "{`a`: [1, 2]}   | {`a`: [1]}      | json.a: expected 2 items [1,2], found 1 item [1]",
                "{`a`: {}}       | {`a`: []}       | json.a: expected {}, found []",
                "{`a-b`: {`c d`: 1}} | {`a-b`: {`c d`: 2}} | json.a-b['c d']: expected 1, found 2",
                "[[1], [2, 3]]   | [[1], [2, 4]]   | json[1][1]: expected 3, found 4",
                "{}              | null            | json: expected {}, found null"
            })
    void whatIsNamedDiffers(String expected, String found, String line) {
        assertThat(JsonDifference.ofNamed(json(expected), json(found))).containsExactly(line);
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{`a`: 1}        | {`a`: 1, `b`: [2]} | json.b: expected nothing, found [2]",
                "[{`a`: 1}]      | [{`a`: 1, `b`: null}] | json[0].b: expected nothing, found null"
            })
    void nothingMoreMayBeThereThanTheWhole(String expected, String found, String line) {
        assertThat(JsonDifference.of(json(expected), json(found))).isEqualTo(List.of(line));
        assertThat(JsonDifference.ofNamed(json(expected), json(found))).isEmpty();
    }
}

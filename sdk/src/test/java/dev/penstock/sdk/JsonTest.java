package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551615",
                "0.1",
                "1.0",
                "-0.0",
                "3.141592653589793238462643383279",
                "0.1000000000000000055511151231257827",
                "1234567890.123456789012",
                "123456789012345678901234567890.5",
                "1E+400",
                "-2.5E-400",
                "[1,2.5,true,null,\"a\",{\"b\":[]}]"
            })
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(Json.write(Json.parse(Buffer.buffer(text)))).hasToString(text);
    }

    @Test
    void aDecimalIsADoubleWhereThatIsTheSameNumber() {
        assertThat(Json.parse(Buffer.buffer("[0.30000000000000004,1e2,2.50,1e-7,1e400]")))
                .isEqualTo(List.of(0.30000000000000004, 100.0, 2.5, 1e-7, new java.math.BigDecimal("1e400")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "1 2", "{\"a\":1}}", "nul", "<html>"})
    void whatIsNotOneValueIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(Buffer.buffer(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherCharsetIsRefusedNotGuessed() {
        Buffer utf16 = Buffer.buffer("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Json.parse(utf16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHundredThousandLevelsAreRefused() {
        Buffer deep = Buffer.buffer("[".repeat(100_000) + "]".repeat(100_000));
        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOrderOfAMapIsKept() {
        assertThat(Json.parse(Buffer.buffer("{\"z\":1,\"a\":2}")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsExactly(java.util.Map.entry("z", 1L), java.util.Map.entry("a", 2L));
        assertThat(Json.parse(Buffer.buffer("[1]"))).isEqualTo(List.of(1L));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheValue() {
        assertThat(Json.parse(Buffer.buffer("\ufeff{}"))).isEqualTo(java.util.Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":2}", "[{\"x\":{\"a\":1,\"b\":2,\"a\":1}}]", "\"\u00c0\u00af\"", "\"\u00ff\""})
    void strictlyReadNothingIsThereTwiceAndAllIsUtf8(String latin) {
        Buffer bytes = Buffer.buffer(latin.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Json.parseStrict(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\"a\"");
        assertThat(Json.parseStrict(Buffer.buffer("[{\"a\":1},{\"a\":\"\u00e4\"}]")))
                .isEqualTo(Json.parse(Buffer.buffer("[{\"a\":1},{\"a\":\"\u00e4\"}]")));
    }

    /** About what Java needs for it, per document. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 56 | 56",
                "[1,2,3] | 100 | 250",
                "{'id':7,'name':'Kettle','tags':['a','b'],'price':12.5,'on':true} | 300 | 900",
                "[{},{},{},{},{},{},{},{}] | 450 | 700"
            })
    void whatIsReadTakesRoom(String text, long least, long most) {
        Room room = new Room(Long.MAX_VALUE);
        Json.parse(Buffer.buffer(text.replace('\'', '"')), room);
        assertThat(room.taken).isBetween(least, most);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 55, 100_000, 699_999})
    void whatFindsNoRoomFailsOnTheWayAndLeavesNothingTaken(long bytes) {
        Room room = new Room(bytes);
        assertThatThrownBy(() -> Json.parse(Buffer.buffer("[" + "{},".repeat(19_999) + "{}]"), room))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
        assertThat(room.taken).isZero();
        assertThat(room.most).isLessThanOrEqualTo(bytes);
    }

    @Test
    void whatIsNoJsonLeavesNothingTaken() {
        Room room = new Room(Long.MAX_VALUE);
        assertThatThrownBy(() -> Json.parse(Buffer.buffer("[" + "{},".repeat(19_999) + "{}"), room))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(room.most).isPositive();
        assertThat(room.taken).isZero();
    }

    private static final class Room implements Body.Holding {
        private final long bytes;
        private long taken;
        private long most;

        Room(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean take(long more) {
            if (taken + more > bytes) {
                return false;
            }
            taken += more;
            most = Math.max(most, taken);
            return true;
        }

        @Override
        public void give(long back) {
            taken -= back;
        }
    }
}

package dev.penstock.plugins.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/hal+json"})
    void jsonByItsTypeIsJson(String type) {
        assertThat(read(type, "{\"a\":9007199254740993}")).isEqualTo(Map.of("a", 9007199254740993L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonl", "application/octet-stream"})
    void whatIsNotJsonByItsTypeIsText(String type) {
        assertThat(read(type, "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void anEmptyBodyIsNullWhateverItsType() {
        assertThat(read("application/json", "")).isNull();
        assertThat(read("text/plain", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void whatIsNotUtf8IsAnError(String type) {
        Buffer latin = Buffer.buffer("\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Answer.whole(Reply.of(200, type, latin), latin, all -> true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aReplacementCharacterThatWasSentIsNoError() {
        assertThat(read("text/plain", "a\ufffdb")).isEqualTo("a\ufffdb");
    }

    @Test
    void jsonThatIsNoneIsAnErrorThatQuotesNothingOfIt() {
        assertThatThrownBy(() -> read("application/json", "{\"secret\": "))
                .isInstanceOf(Problem.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void headersAreLowerCaseAndTheFirstValueOfEach() {
        Reply reply = Reply.of(200);
        reply.headers().add("X-Mark", "one").add("x-mark", "two");
        assertThat(Answer.head(reply).headers()).isEqualTo(Map.of("x-mark", "one"));
    }

    private static Object read(String type, String body) {
        Buffer bytes = Buffer.buffer(body);
        return Answer.whole(Reply.of(200, type, bytes), bytes, all -> true).body();
    }
}

package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Copy.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyTeeTest {
    private final HandStream source = new HandStream();
    private final List<Copy> told = new ArrayList<>();

    private void assertTold(Outcome outcome, String bytes) {
        assertThat(told).hasSize(1);
        assertThat(told.get(0).outcome()).isEqualTo(outcome);
        assertThat(told.get(0).bytes().toString()).isEqualTo(bytes);
    }

    @Test
    void everythingIsPassedOnAndTheCopyIsWholeAtTheEnd() {
        Body body = source.body(4).tee(4, told::add);
        assertThat(body.length()).isEqualTo(4);
        Sink sink = Sink.reading(body);
        source.send("ab");
        assertThat(sink.text()).as("before the end").isEqualTo("ab");
        source.send("cd");
        assertThat(told).isEmpty();
        source.end();
        assertTold(Outcome.WHOLE, "abcd");
        assertThat(sink.text()).isEqualTo("abcd");
        assertThat(sink.ended()).isTrue();
        sink.leave();
        assertTold(Outcome.WHOLE, "abcd");
    }

    @Test
    void theCopyIsTheReadersPace() {
        Sink sink = new Sink(source.body().tee(10, told::add));
        source.send("a", "b", "c").end();
        assertThat(source.waiting()).isEqualTo(3);
        sink.fetch(1);
        assertThat(sink.text()).isEqualTo("a");
        assertThat(source.waiting()).isEqualTo(2);
        sink.resume();
        assertTold(Outcome.WHOLE, "abc");
    }

    @Test
    void whatIsTooLargeIsToldAtOnceAndGoesOnToTheReader() {
        Sink sink = Sink.reading(source.body().tee(3, told::add));
        source.send("ab");
        assertThat(told).isEmpty();
        source.send("cd");
        assertTold(Outcome.TOO_LARGE, "");
        source.send("ef").end();
        assertThat(sink.text()).isEqualTo("abcdef");
        assertThat(sink.ended()).isTrue();
        assertTold(Outcome.TOO_LARGE, "");
    }

    @Test
    void whatAnnouncesTooMuchIsToldBeforeAByteCame() {
        Body body = source.body(4).tee(3, told::add);
        assertTold(Outcome.TOO_LARGE, "");
        Sink sink = Sink.reading(body);
        source.send("abcd").end();
        assertThat(sink.text()).isEqualTo("abcd");
    }

    @Test
    void aBrokenSourceIsBrokenForBoth() {
        Sink sink = Sink.reading(source.body().tee(10, told::add));
        source.send("ab");
        source.fail(new IllegalStateException("cut"));
        assertTold(Outcome.BROKEN, "");
        assertThat(sink.failure()).hasMessage("cut");
        assertThat(sink.ended()).isFalse();
    }

    @Test
    void aReaderThatDiscardsBreaksTheCopyAndStopsTheSource() {
        Sink sink = Sink.reading(source.body().tee(10, told::add));
        source.send("ab");
        sink.leave();
        assertTold(Outcome.BROKEN, "");
        assertThat(source.stopped()).isTrue();
    }

    @Test
    void aReaderThatNeverBeganBreaksTheCopyToo() {
        source.body().tee(10, told::add).discard();
        assertTold(Outcome.BROKEN, "");
        assertThat(source.stopped()).isTrue();
    }

    @Test
    void ofWhatIsWholeTheCopyIsThereAtOnce() {
        Body whole = Body.of(Buffer.buffer("abc"));
        assertThat(whole.tee(3, told::add)).isSameAs(whole);
        assertTold(Outcome.WHOLE, "abc");
        told.clear();
        whole.tee(2, told::add);
        assertTold(Outcome.TOO_LARGE, "");
    }

    @Test
    void anEmptyStreamHasAnEmptyCopy() {
        Sink sink = Sink.reading(source.body().tee(10, told::add));
        source.end();
        assertTold(Outcome.WHOLE, "");
        assertThat(sink.ended()).isTrue();
    }
}

package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BodyReplayTest {
    private final HandStream source = new HandStream();

    @Test
    void theSecondAttemptGetsWhatPassedAndThenTheRest() {
        Replay replay = source.body(6).replay(10);
        Sink first = Sink.reading(replay.next());
        source.send("ab", "cd");
        assertThat(first.text()).isEqualTo("abcd");
        first.leave();
        assertThat(source.stopped())
                .as("a failed attempt does not stop the client's body")
                .isFalse();
        assertThat(replay.canReplay()).isTrue();
        Body again = replay.next();
        assertThat(again.length()).isEqualTo(6);
        Sink second = Sink.reading(again);
        assertThat(second.text()).isEqualTo("abcd");
        source.send("ef").end();
        assertThat(second.text()).isEqualTo("abcdef");
        assertThat(second.ended()).isTrue();
        assertThat(first.text()).as("the first hears nothing any more").isEqualTo("abcd");
    }

    @Test
    void theWholeCanBeReadAgainAfterItsEnd() {
        Replay replay = source.body().replay(4);
        Sink.reading(replay.next());
        source.send("ab", "cd").end();
        assertThat(replay.canReplay()).isTrue();
        Sink second = Sink.reading(replay.next());
        assertThat(second.text()).isEqualTo("abcd");
        assertThat(second.ended()).isTrue();
    }

    @Test
    void onceTooMuchHasPassedItGoesOnButNotAgain() {
        Replay replay = source.body().replay(3);
        Sink first = Sink.reading(replay.next());
        source.send("ab", "cd", "ef");
        assertThat(replay.canReplay()).isFalse();
        assertThatThrownBy(replay::next).isInstanceOf(IllegalStateException.class);
        source.end();
        assertThat(first.text()).isEqualTo("abcdef");
        assertThat(first.ended()).isTrue();
    }

    @Test
    void aBrokenSourceBreaksTheAttemptAndCannotBeReadAgain() {
        Replay replay = source.body().replay(10);
        Sink first = Sink.reading(replay.next());
        source.send("ab");
        source.fail(new IllegalStateException("cut"));
        assertThat(first.failure()).hasMessage("cut");
        assertThat(replay.canReplay()).isFalse();
    }

    @Test
    void anAttemptHoldsTheSourceBack() {
        Replay replay = source.body().replay(10);
        Sink first = new Sink(replay.next()).fetch(1);
        source.send("ab", "cd", "ef");
        assertThat(first.text()).isEqualTo("ab");
        assertThat(source.waiting()).isEqualTo(2);
        Sink second = new Sink(replay.next()).fetch(2);
        assertThat(second.text()).isEqualTo("abcd");
        assertThat(source.waiting()).isEqualTo(1);
        first.fetch(5);
        assertThat(first.text()).isEqualTo("ab");
    }

    @Test
    void onceReleasedTheLastBodyGoesOnAndStopsTheSourceWhenItIsDiscarded() {
        Replay replay = source.body().replay(10);
        Sink last = Sink.reading(replay.next());
        source.send("ab");
        replay.release();
        assertThat(replay.canReplay()).isFalse();
        assertThat(source.stopped()).isFalse();
        source.send("cd");
        assertThat(last.text()).isEqualTo("abcd");
        last.leave();
        assertThat(source.stopped()).isTrue();
    }

    @Test
    void releasedWithoutAReaderItStopsTheSource() {
        Replay replay = source.body().replay(10);
        replay.next().discard();
        assertThat(source.stopped()).isFalse();
        replay.release();
        assertThat(source.stopped()).isTrue();
    }

    @Test
    void whatIsWholeCanAlwaysBeReadAgain() {
        Replay replay = Body.of(Buffer.buffer("abcd")).replay(1);
        assertThat(Sink.reading(replay.next()).text()).isEqualTo("abcd");
        assertThat(replay.canReplay()).isTrue();
        assertThat(replay.next().isWhole()).isTrue();
        replay.release();
    }
}

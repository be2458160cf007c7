package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BodyShareTest {
    private final HandStream source = new HandStream();
    private final Body body = source.body();

    private static Body join(Shared shared) {
        return shared.join().orElseThrow();
    }

    @Test
    void allReadersGetTheBytesAsTheyCome() {
        Shared shared = body.share(100);
        Sink one = Sink.reading(join(shared));
        source.send("ab");
        Sink late = Sink.reading(join(shared));
        assertThat(late.text()).as("from the first byte").isEqualTo("ab");
        source.send("cd");
        assertThat(one.text()).isEqualTo("abcd");
        assertThat(late.text()).isEqualTo("abcd");
        source.end();
        assertThat(one.ended()).isTrue();
        assertThat(late.ended()).isTrue();
        assertThat(Sink.reading(join(shared)).text()).as("after the end").isEqualTo("abcd");
    }

    @Test
    void readersKnowTheLength() {
        assertThat(join(new HandStream().body(7).share(3)).length()).isEqualTo(7);
    }

    @Test
    void nothingIsReadBeforeAReaderAsks() {
        Shared shared = body.share(100);
        Sink idle = new Sink(join(shared));
        source.send("ab");
        assertThat(source.waiting()).isEqualTo(1);
        idle.fetch(1);
        assertThat(source.waiting()).isZero();
    }

    @Test
    void upToTheBoundTheFastestSetsThePace() {
        Shared shared = body.share(4);
        Sink fast = Sink.reading(join(shared));
        Sink slow = new Sink(join(shared));
        source.send("ab", "cd");
        assertThat(fast.text()).isEqualTo("abcd");
        assertThat(slow.text()).isEmpty();
        assertThat(shared.join()).as("all is held yet").isPresent();
    }

    @Test
    void beyondTheBoundTheSlowestSetsThePaceAndNobodyJoins() {
        Shared shared = body.share(4);
        Sink fast = Sink.reading(join(shared));
        Sink slow = new Sink(join(shared));
        source.send("ab", "cd", "ef", "gh", "ij", "kl").end();
        assertThat(fast.text()).as("one chunk beyond the bound").isEqualTo("abcdef");
        assertThat(source.waiting()).isEqualTo(3);
        assertThat(shared.join()).isEmpty();
        slow.fetch(1);
        assertThat(slow.text()).isEqualTo("ab");
        assertThat(fast.text()).isEqualTo("abcdefgh");
        slow.resume();
        assertThat(slow.text()).isEqualTo("abcdefghijkl");
        assertThat(fast.text()).isEqualTo("abcdefghijkl");
        assertThat(fast.ended()).isTrue();
        assertThat(slow.ended()).isTrue();
    }

    @Test
    void whoHoldsTheOthersBackAndLeavesLetsThemGoOn() {
        Shared shared = body.share(2);
        Sink fast = Sink.reading(join(shared));
        Sink slow = new Sink(join(shared));
        source.send("ab", "cd", "ef").end();
        assertThat(fast.text()).isEqualTo("abcd");
        slow.leave();
        assertThat(fast.text()).isEqualTo("abcdef");
        assertThat(fast.ended()).isTrue();
        assertThat(source.stopped()).isFalse();
    }

    @Test
    void whoLeavesHearsNothingAndLeavesTheOthersAlone() {
        Shared shared = body.share(100);
        Sink one = Sink.reading(join(shared));
        Sink two = Sink.reading(join(shared));
        source.send("ab");
        one.leave();
        source.send("cd").end();
        assertThat(one.text()).isEqualTo("ab");
        assertThat(one.ended()).isFalse();
        assertThat(two.text()).isEqualTo("abcd");
        assertThat(two.ended()).isTrue();
    }

    @Test
    void whenAllHaveLeftTheSourceIsStoppedAndNobodyJoins() {
        Shared shared = body.share(100);
        Body one = join(shared);
        Sink two = Sink.reading(join(shared));
        source.send("ab");
        one.discard();
        assertThat(source.stopped()).isFalse();
        two.leave();
        assertThat(source.stopped()).isTrue();
        assertThat(shared.join()).isEmpty();
    }

    @Test
    void afterTheEndLeavingStopsNothing() {
        Shared shared = body.share(100);
        Sink one = Sink.reading(join(shared));
        source.send("ab").end();
        one.leave();
        assertThat(source.stopped()).isFalse();
        assertThat(shared.join()).isPresent();
    }

    @Test
    void aBrokenSourceBreaksAllAndNoneTakesItForTheEnd() {
        Shared shared = body.share(100);
        Sink fast = Sink.reading(join(shared));
        Sink slow = new Sink(join(shared)).fetch(1);
        Body idle = join(shared);
        source.send("ab", "cd");
        source.fail(new IllegalStateException("cut"));
        assertThat(fast.failure()).hasMessage("cut");
        assertThat(slow.failure()).as("at once, though it was behind").hasMessage("cut");
        assertThat(Sink.reading(idle).failure()).as("one who had not begun").hasMessage("cut");
        assertThat(fast.ended() || slow.ended()).isFalse();
        assertThat(shared.join()).isEmpty();
    }

    @Test
    void aReaderMayHoldItWholeWhileAnotherStreams() {
        Shared shared = body.share(100);
        Sink one = Sink.reading(join(shared));
        var whole = join(shared).whole(100);
        var short_ = join(shared).whole(3);
        source.send("ab", "cd").end();
        assertThat(whole.result().toString()).isEqualTo("abcd");
        assertThat(short_.cause()).isInstanceOf(Problem.class);
        assertThat(one.text()).isEqualTo("abcd");
    }

    @Test
    void whatIsWholeCanAlwaysBeJoined() {
        Shared shared = Body.of(Buffer.buffer("abcd")).share(1);
        assertThat(Sink.reading(join(shared)).text()).isEqualTo("abcd");
        assertThat(join(shared).isWhole()).isTrue();
    }

    @Test
    void whatWasReadCannotBeShared() {
        body.stream();
        assertThatThrownBy(() -> body.share(1)).isInstanceOf(IllegalStateException.class);
    }
}

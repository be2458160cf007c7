package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BodyThroughTest {
    private final HandStream source = new HandStream();

    /** Doubles every chunk in upper case, ends with a full stop, refuses what is longer than its limit. */
    private static final class Shout implements Transform {
        private final int limit;
        private int seen;
        private int closed;

        Shout(int limit) {
            this.limit = limit;
        }

        @Override
        public void chunk(Buffer chunk, Consumer<Buffer> out) {
            seen += chunk.length();
            if (seen > limit) {
                throw Problem.of(Problem.Kind.TOO_LARGE, "expected at most " + limit + " bytes");
            }
            Buffer loud = Buffer.buffer(chunk.toString().toUpperCase(Locale.ROOT));
            out.accept(loud);
            out.accept(Buffer.buffer());
            out.accept(loud);
        }

        @Override
        public void end(Consumer<Buffer> out) {
            out.accept(Buffer.buffer("."));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private final Shout shout = new Shout(100);

    @Test
    void chunksAndTheEndAreTransformed() {
        Body body = source.body(2).through(shout);
        assertThat(body.length()).isEqualTo(Body.UNKNOWN);
        assertThat(body.isWhole()).isFalse();
        Sink sink = Sink.reading(body);
        source.send("a");
        assertThat(sink.text()).isEqualTo("AA");
        source.send("b").end();
        assertThat(sink.text()).isEqualTo("AABB.");
        assertThat(sink.ended()).isTrue();
        assertThat(shout.closed).isEqualTo(1);
    }

    @Test
    void aTransformThatOnlyLooksKeepsTheLength() {
        Transform looking = new Transform() {
            @Override
            public long length(long before) {
                return before;
            }

            @Override
            public void chunk(Buffer chunk, Consumer<Buffer> out) {
                out.accept(chunk);
            }
        };
        assertThat(source.body(2).through(looking).length()).isEqualTo(2);
    }

    @Test
    void aReaderThatPausesMidwayGetsTheRestWhenItAsksAndHoldsTheSourceBack() {
        Sink sink = new Sink(source.body().through(shout));
        source.send("a", "b", "c").end();
        assertThat(source.waiting())
                .as("nothing is read before the reader asks")
                .isEqualTo(3);
        sink.fetch(1);
        assertThat(sink.text()).isEqualTo("A");
        assertThat(source.waiting()).isEqualTo(2);
        sink.fetch(1);
        assertThat(source.waiting())
                .as("the second half needs no further chunk")
                .isEqualTo(2);
        sink.fetch(1);
        assertThat(sink.text()).isEqualTo("AAB");
        assertThat(sink.ended()).isFalse();
        sink.resume();
        assertThat(sink.text()).isEqualTo("AABBCC.");
        assertThat(sink.ended()).isTrue();
    }

    @Test
    void aTransformThatKeepsEverythingUntilTheEndAsksOn() {
        Buffer kept = Buffer.buffer();
        Transform gather = new Transform() {
            @Override
            public void chunk(Buffer chunk, Consumer<Buffer> out) {
                kept.appendBuffer(chunk);
            }

            @Override
            public void end(Consumer<Buffer> out) {
                out.accept(kept);
            }
        };
        Sink sink = new Sink(source.body().through(gather)).fetch(1);
        source.send("a", "b").end();
        assertThat(sink.text()).isEqualTo("ab");
    }

    @Test
    void whatIsHeldBackIsPassedOnWhenTheReaderWaitsForASilentSource() {
        Buffer kept = Buffer.buffer();
        Transform lazy = new Transform() {
            private int from;

            @Override
            public void chunk(Buffer chunk, Consumer<Buffer> out) {
                kept.appendBuffer(chunk);
            }

            @Override
            public boolean holdsBack() {
                return from < kept.length();
            }

            @Override
            public void flush(Consumer<Buffer> out) {
                out.accept(kept.getBuffer(from, kept.length()));
                from = kept.length();
            }
        };
        Sink sink = new Sink(source.body().through(lazy)).fetch(1);
        source.send("a");
        assertThat(sink.text()).isEqualTo("a");
        source.send("b");
        assertThat(sink.text()).as("nobody waits").isEqualTo("a");
        sink.fetch(1);
        assertThat(sink.text()).isEqualTo("ab");
    }

    @Test
    void aProblemOfTheTransformBreaksTheBodyAndStopsItsSource() {
        Shout strict = new Shout(3);
        Sink sink = Sink.reading(source.body().through(strict));
        source.send("ab");
        source.send("cd");
        assertThat(sink.failure())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
        assertThat(sink.ended()).isFalse();
        assertThat(source.stopped()).isTrue();
        assertThat(strict.closed).isEqualTo(1);
    }

    @Test
    void anythingElseThatItThrowsIs500() {
        Transform broken = (chunk, out) -> {
            throw new IllegalStateException("a secret");
        };
        Sink sink = Sink.reading(source.body().through(broken));
        source.send("ab");
        assertThat(sink.failure())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(500))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aBrokenSourceBreaksIt() {
        Sink sink = Sink.reading(source.body().through(shout));
        source.send("a");
        IllegalStateException cause = new IllegalStateException("cut");
        source.fail(cause);
        assertThat(sink.failure()).isSameAs(cause);
        assertThat(sink.ended()).isFalse();
        assertThat(shout.closed).isEqualTo(1);
    }

    @Test
    void aSourceThatBrokeBeforeTheReaderCameIsTold() {
        Body body = source.body().through(shout);
        source.fail(new IllegalStateException("cut"));
        assertThat(Sink.reading(body).failure()).hasMessage("cut");
    }

    @Test
    void toDiscardItMidwayStopsTheSourceOnce() {
        Sink sink = new Sink(source.body().through(shout)).fetch(1);
        source.send("a", "b");
        sink.leave();
        sink.resume();
        assertThat(sink.text()).isEqualTo("A");
        assertThat(source.stopped()).isTrue();
        assertThat(shout.closed).isEqualTo(1);
    }

    @Test
    void toPutItInTheOldOnesPlaceDoesNotStopTheSource() {
        Reply reply = Reply.of(200);
        reply.body(source.body());
        reply.body(reply.body().through(shout));
        assertThat(source.stopped()).isFalse();
        Sink sink = Sink.reading(reply.body());
        source.send("a").end();
        assertThat(sink.text()).isEqualTo("AA.");
    }

    @Test
    void whatIsWholeStaysWhole() {
        Body body = Body.of(Buffer.buffer("a")).through(shout);
        assertThat(body.isWhole()).isTrue();
        assertThat(body.length()).isEqualTo(3);
        assertThat(Sink.reading(body).text()).isEqualTo("AA.");
        assertThat(shout.closed).isEqualTo(1);
        assertThatThrownBy(() -> Body.of(Buffer.buffer("abc")).through(new Shout(2)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aStreamThatWasHeldIsWholeToo() {
        Body body = source.body();
        body.whole(10);
        source.send("a").end();
        assertThat(body.through(shout).isWhole()).isTrue();
    }

    @Test
    void whatWasReadCannotBeTransformed() {
        Body body = source.body();
        body.stream();
        assertThatThrownBy(() -> body.through(shout)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theResultCanBeHeldAndTransformedAgain() {
        Body body = source.body().through(shout).through(new Shout(100));
        var whole = body.whole(100);
        source.send("a").end();
        assertThat(whole.result().toString()).isEqualTo("AAAA...");
    }
}

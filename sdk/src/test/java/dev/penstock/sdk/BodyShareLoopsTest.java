package dev.penstock.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Readers of one stream on several event loops. */
class BodyShareLoopsTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
    private final Context home = vertx.getOrCreateContext();
    private final List<Context> loops = List.of(home, vertx.getOrCreateContext(), vertx.getOrCreateContext());
    private final HandStream source = new HandStream();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static <T> T on(Context loop, Supplier<T> work) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException thrown) {
                done.fail(thrown);
            }
        });
        return await(done.future());
    }

    /** Reads all of it, a few chunks at a time; the answer is its length, the first wrong byte fails it. */
    private static Future<Integer> count(Body body, Set<Thread> threads) {
        Promise<Integer> end = Promise.promise();
        ReadStream<Buffer> stream = body.stream();
        int[] read = {0};
        stream.exceptionHandler(end::tryFail);
        stream.endHandler(done -> end.tryComplete(read[0]));
        stream.handler(chunk -> {
            threads.add(Thread.currentThread());
            for (int i = 0; i < chunk.length(); i++) {
                if (chunk.getByte(i) != (byte) ((read[0] + i) % 251)) {
                    end.tryFail(new AssertionError("wrong byte at " + (read[0] + i)));
                }
            }
            read[0] += chunk.length();
            stream.pause();
            Vertx.currentContext().runOnContext(later -> stream.fetch(3));
        });
        stream.fetch(3);
        return end.future();
    }

    @RepeatedTest(5)
    void everyReaderGetsEveryByteInOrderOnItsOwnLoop() throws Exception {
        int chunks = 400;
        Shared shared = on(home, () -> body().share(1000));
        List<Future<Integer>> counts = new ArrayList<>();
        List<Set<Thread>> threads = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            threads.add(seen);
            counts.add(on(loops.get(i % 3), () -> count(shared.join().orElseThrow(), seen)));
        }
        for (int i = 0; i < chunks; i++) {
            int at = i * 100;
            home.runOnContext(now -> bytes(at, 100));
        }
        home.runOnContext(now -> source.end());
        for (int i = 0; i < 12; i++) {
            assertThat(await(counts.get(i))).isEqualTo(chunks * 100);
            assertThat(threads.get(i)).containsExactly(on(loops.get(i % 3), Thread::currentThread));
        }
    }

    @Test
    void aBodyThatIsHandedToAnotherLoopIsReadThere() throws Exception {
        Shared shared = on(home, () -> body().share(1000));
        Body handed = on(home, () -> shared.join().orElseThrow());
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Future<Integer> count = on(loops.get(1), () -> count(handed, seen));
        on(home, () -> {
            bytes(0, 100);
            return source.end();
        });
        assertThat(await(count)).isEqualTo(100);
        assertThat(seen).containsExactly(on(loops.get(1), Thread::currentThread));
    }

    private Body body() {
        return source.body();
    }

    private void bytes(int start, int length) {
        Buffer chunk = Buffer.buffer();
        for (int i = start; i < start + length; i++) {
            chunk.appendByte((byte) (i % 251));
        }
        source.send(chunk);
    }

    @Test
    void aSlowReaderOnAnotherLoopHoldsTheSourceBack() throws Exception {
        Shared shared = on(home, () -> body().share(200));
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Sink slow = on(loops.get(1), () -> new Sink(shared.join().orElseThrow()));
        Future<Integer> fast = on(home, () -> count(shared.join().orElseThrow(), seen));
        on(home, () -> {
            for (int i = 0; i < 20; i++) {
                bytes(i * 100, 100);
            }
            return source.end();
        });
        settle();
        assertThat(on(home, source::waiting)).isEqualTo(17);
        on(loops.get(1), () -> slow.fetch(2));
        settle();
        assertThat(on(home, source::waiting)).isEqualTo(15);
        on(loops.get(1), slow::resume);
        assertThat(await(fast)).isEqualTo(2000);
    }

    @Test
    void whenTheLastReaderLeavesOnAnotherLoopTheSourceIsStoppedOnItsOwn() throws Exception {
        Promise<Thread> stopped = Promise.promise();
        Shared shared = on(
                home,
                () -> Body.of(
                                source,
                                Body.UNKNOWN,
                                Body.Source.UPSTREAM,
                                () -> stopped.complete(Thread.currentThread()))
                        .share(200));
        Body one = on(loops.get(1), () -> shared.join().orElseThrow());
        Body two = on(loops.get(2), () -> shared.join().orElseThrow());
        on(loops.get(1), () -> {
            one.discard();
            return one;
        });
        on(loops.get(2), () -> {
            two.discard();
            return two;
        });
        assertThat(await(stopped.future())).isSameAs(on(home, Thread::currentThread));
        assertThat(shared.join()).isEmpty();
    }

    @RepeatedTest(5)
    void aBrokenSourceNeverLooksLikeTheEnd() throws Exception {
        Shared shared = on(home, () -> body().share(10_000));
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            counts.add(on(loops.get(i % 3), () -> count(shared.join().orElseThrow(), ConcurrentHashMap.newKeySet())));
        }
        on(home, () -> {
            for (int i = 0; i < 20; i++) {
                bytes(i * 100, 100);
            }
            source.fail(new IllegalStateException("cut"));
            return source;
        });
        for (Future<Integer> count : counts) {
            assertThat(count.toCompletionStage().toCompletableFuture())
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(Exception.class)
                    .withMessageContaining("cut");
        }
    }

    /** Passes a token round the loops until whatever they had to say to one another is said. */
    private void settle() throws Exception {
        for (int i = 0; i < 30; i++) {
            on(loops.get(i % 3), () -> source);
        }
    }
}

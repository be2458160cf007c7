package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.SharedStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReplayMemoryTest {
    private final HandHost host = new HandHost();
    private final ReplayMemory memory = new ReplayMemory(host);

    private ProofVerifier.Proof proof(String id) {
        return new ProofVerifier.Proof(id, host.clock().millis() + 60_000);
    }

    @Test
    void aProofIsFirstOnceForItsKey() {
        assertThat(memory.isFirst("k", proof("a")).result()).isTrue();
        assertThat(memory.isFirst("k", proof("a")).result()).isFalse();
        assertThat(memory.isFirst("k", proof("b")).result()).isTrue();
        assertThat(memory.isFirst("other", proof("a")).result()).isTrue();
    }

    @Test
    void itIsKeptUntilItWouldBeTooOldByTheClock() {
        ProofVerifier.Proof proof = proof("a");
        assertThat(memory.isFirst("k", proof).result()).isTrue();
        host.advance(Duration.ofSeconds(60));
        assertThat(memory.isFirst("k", proof).result()).isFalse();
        host.advance(Duration.ofMillis(1));
        assertThat(memory.isFirst("k", proof("a")).result()).isTrue();
        assertThat(memory.isFirst("k", proof("a")).result()).isFalse();
    }

    @Test
    void ofManyAtOnceOneIsFirst() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> memory.isFirst("k", proof("same")).result()));
        }
        assertThat(answers.stream().map(CompletableFuture::join).filter(first -> first))
                .hasSize(1);
    }

    @Test
    void aStoreThatDoesNotAnswerSaysNeitherYesNorNo() {
        host.store = new Broken();
        assertThat(new ReplayMemory(host).isFirst("k", proof("a")).failed()).isTrue();
    }

    /** As when Redis is gone. */
    static final class Broken implements SharedStore {
        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Future<Optional<Buffer>> get(String key) {
            return Future.failedFuture("gone");
        }

        @Override
        public Future<Void> put(String key, Buffer value, Duration age) {
            return Future.failedFuture("gone");
        }

        @Override
        public Future<Boolean> compareAndSet(String key, Optional<Buffer> expected, Buffer value, Duration age) {
            return Future.failedFuture("gone");
        }

        @Override
        public Future<Void> delete(String key) {
            return Future.failedFuture("gone");
        }

        @Override
        public Future<Void> publish(String channel, Buffer message) {
            return Future.failedFuture("gone");
        }

        @Override
        public Runnable subscribe(String channel, Consumer<Buffer> listener) {
            return () -> {};
        }
    }
}

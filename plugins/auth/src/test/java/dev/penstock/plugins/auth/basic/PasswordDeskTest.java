package dev.penstock.plugins.auth.basic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The desk with a pool in the test's hand. */
class PasswordDeskTest {
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final List<String> verified = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final PasswordDesk desk = new PasswordDesk(new HandPool(), 2, () -> now);
    private final Users users = users("ann's line");

    private final class HandPool implements Pool {
        @Override
        public <T> Future<T> run(Callable<T> work) {
            Promise<T> done = Promise.promise();
            pool.add(() -> {
                try {
                    done.complete(work.call());
                } catch (Exception failure) {
                    done.fail(failure);
                }
            });
            return done.future();
        }
    }

    private Users users(String line) {
        PasswordHash hash = password -> {
            verified.add(password);
            return password.equals("right");
        };
        return Users.of(Map.of("ann", new Users.User(hash, line)));
    }

    private void work() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    private Future<Boolean> ask(String user, String password, String client) {
        return desk.verify(users, new Login(user, password), client);
    }

    private boolean answer(String user, String password) {
        Future<Boolean> verdict = ask(user, password, "c");
        work();
        return verdict.result();
    }

    @Test
    void aVerdictIsKeptForAMinute() {
        assertThat(answer("ann", "right")).isTrue();
        assertThat(answer("ann", "right")).isTrue();
        assertThat(answer("ann", "wrong")).isFalse();
        assertThat(answer("ann", "wrong")).isFalse();
        assertThat(verified).containsExactly("right", "wrong");
        now = now.plus(Duration.ofSeconds(60));
        assertThat(answer("ann", "right")).isTrue();
        assertThat(answer("ann", "wrong")).isFalse();
        assertThat(verified).hasSize(4);
    }

    @Test
    void anotherLineIsAnotherQuestion() {
        assertThat(answer("ann", "right")).isTrue();
        Future<Boolean> verdict = desk.verify(users("her new line"), new Login("ann", "right"), "c");
        work();
        assertThat(verdict.result()).isTrue();
        assertThat(verified).hasSize(2);
    }

    @Test
    void anUnknownUserCostsAsMuchAndIsNeverLetIn() {
        assertThat(answer("nobody", "right")).isFalse();
        assertThat(verified).containsExactly("right");
    }

    @Test
    void equalQuestionsAreVerifiedOnce() {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(ask("ann", "right", "client " + i));
        }
        assertThat(pool).hasSize(1);
        work();
        assertThat(all).allSatisfy(one -> assertThat(one.result()).isTrue());
        assertThat(verified).hasSize(1);
    }

    @Test
    void aFloodOfOneClientWaitsBehindItselfAndIsBounded() {
        List<Future<Boolean>> flood = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flood.add(ask("ann", "guess " + i, "flood"));
        }
        assertThat(pool).hasSize(2);
        assertThat(flood.stream().filter(Future::failed)).hasSize(1_000 - 258).allSatisfy(refused -> {
            assertThat(refused.cause()).isInstanceOf(Problem.class);
            assertThat(((Problem) refused.cause()).status()).isEqualTo(503);
        });
        Future<Boolean> other = ask("ann", "right", "another");
        assertThat(flood.stream().filter(Future::failed)).hasSize(1_000 - 257);
        for (int i = 0; i < 4; i++) {
            pool.remove().run();
        }
        assertThat(other.result()).isTrue();
        work();
        assertThat(flood).allMatch(Future::isComplete);
        assertThat(answer("ann", "guess 999")).isFalse();
    }

    @Test
    void aFaultOfTheWorkIsNoVerdict() {
        PasswordHash broken = password -> {
            throw new IllegalStateException("broken");
        };
        Users faulty = Users.of(Map.of("ann", new Users.User(broken, "line")));
        Future<Boolean> verdict = desk.verify(faulty, new Login("ann", "right"), "c");
        work();
        assertThat(verdict.failed()).isTrue();
        assertThat(desk.verify(faulty, new Login("ann", "right"), "c").isComplete())
                .isFalse();
    }
}

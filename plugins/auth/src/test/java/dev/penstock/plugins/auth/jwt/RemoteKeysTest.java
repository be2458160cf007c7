package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.testkit.TestHost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {
    private static final Buffer ONE = Mint.set(Mint.RSA);
    private static final Buffer TWO = Mint.set(Mint.RSA, Mint.ROTATED);

    private final TestHost host = new TestHost();
    private final RemoteKeys keys = RemoteKeys.of(host, URI.create("https://idp.test/jwks.json"));

    private void answer(int fetch, Buffer body) {
        host.fetches().get(fetch).arrives(body);
    }

    @Test
    void keysAreFetchedBeforeAnyoneAsks() {
        keys.retain();
        host.runWaiting();
        assertThat(host.fetches()).hasSize(1);
        answer(0, ONE);
        assertThat(keys.current().orElseThrow().knows("r1")).isTrue();
    }

    @Test
    void nothingIsFetchedForAFileThatIsOnlyChecked() {
        keys.retain();
        keys.release();
        host.runWaiting();
        assertThat(host.fetches()).isEmpty();
    }

    @Test
    void whoAsksWhileAFetchIsUnderWayWaitsForThatOne() {
        List<Future<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(keys.renew().orElseThrow());
        }
        assertThat(host.fetches()).hasSize(1);
        assertThat(waiting).noneMatch(Future::isComplete);
        answer(0, ONE);
        assertThat(waiting).allMatch(Future::succeeded);
        assertThat(keys.current()).isPresent();
    }

    @Test
    void anUnknownKeyMakesAFetchAfterThirtySecondsAndNoSooner() {
        keys.renew();
        answer(0, ONE);
        host.advance(Duration.ofMillis(29_999));
        assertThat(keys.renew()).isEmpty();
        host.advance(Duration.ofMillis(1));
        assertThat(keys.renew()).isPresent();
        answer(1, TWO);
        assertThat(keys.current().orElseThrow().knows("r2")).isTrue();
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWait() {
        keys.renew();
        answer(0, ONE);
        host.advance(Duration.ofHours(-1));
        assertThat(keys.renew()).isPresent();
        assertThat(keys.patience()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void keysAreKeptWhileTheProviderIsDownOrLies() {
        keys.renew();
        answer(0, ONE);
        Optional<Keys> before = keys.current();
        host.advance(Duration.ofMinutes(1));
        keys.renew();
        host.fetches().get(1).fails();
        host.advance(Duration.ofMinutes(1));
        keys.renew();
        answer(2, Buffer.buffer("<html>login</html>"));
        assertThat(keys.current()).isEqualTo(before);
    }

    @Test
    void aFailedFetchIsTriedAgainAfterThirtySeconds() {
        keys.retain();
        host.runWaiting();
        host.fetches().get(0).fails();
        assertThat(keys.current()).isEmpty();
        host.advance(Duration.ofSeconds(30));
        host.tick();
        answer(1, ONE);
        assertThat(keys.current()).isPresent();
    }

    @Test
    void keysAreRefreshedEveryFiveMinutes() {
        keys.retain();
        host.runWaiting();
        answer(0, ONE);
        host.advance(Duration.ofSeconds(299));
        host.tick();
        assertThat(host.fetches()).hasSize(1);
        host.advance(Duration.ofSeconds(1));
        host.tick();
        assertThat(host.fetches()).hasSize(2);
    }

    @Test
    void theSameContentStaysTheSameObject() {
        keys.renew();
        answer(0, ONE);
        Keys before = keys.current().orElseThrow();
        host.advance(Duration.ofMinutes(1));
        keys.renew();
        answer(1, ONE.copy());
        assertThat(keys.current().orElseThrow()).isSameAs(before);
    }

    @Test
    void theLastUserStopsTheTimer() {
        keys.retain();
        keys.retain();
        assertThat(host.recurring()).isEqualTo(1);
        keys.release();
        assertThat(host.recurring()).isEqualTo(1);
        keys.release();
        assertThat(host.recurring()).isZero();
    }

    @Test
    void aSetPassesOverWhatItDoesNotKnow() {
        Buffer odd = Buffer.buffer("{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"x\",\"pub\":\"AAAA\"},7,"
                + "{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"AAAA\"},{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},"
                + Mint.RSA.toPublicJWK().toJSONString() + "]}");
        Keys set = Keys.parse(odd);
        assertThat(set.knows("r1")).isTrue();
        assertThat(set.knows("o")).isFalse();
        assertThat(set.knows("x")).isFalse();
    }
}

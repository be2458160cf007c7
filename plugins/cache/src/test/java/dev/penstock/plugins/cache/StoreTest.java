package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.testkit.TestHost;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Whose ANYBODY = new Whose(false, Optional.empty());
    private static final Timing TIMING =
            new Timing(NOW, Duration.ZERO, NOW.plusSeconds(60), Duration.ZERO, Duration.ZERO, false);
    private static final Ticket TICKET = new Ticket(Labels.NONE, 0, Seen.NOTHING);
    private final Store store = Store.of(new TestHost(NOW).cacheMemory(1 << 20));

    private static MultiMap language(String value) {
        return HttpHeaders.headers().set("accept-language", value);
    }

    private static Entry entry(String language, String text) {
        MultiMap headers = HttpHeaders.headers().set("vary", "accept-language");
        Variant variant = Variant.of(headers, language(language));
        return new Entry(
                new Answer(200, headers, TIMING, Sharing.ANONYMOUS, variant), Labels.NONE, Buffer.buffer(text));
    }

    private Optional<String> find(String key, String language) {
        return store.find(key)
                .flatMap(resource -> resource.find(language(language), ANYBODY))
                .map(entry -> entry.bytes().toString());
    }

    @Test
    void variantsStandSideBySideAndANewOneReplacesItsOld() {
        store.put("k", entry("de", "hallo"), TICKET);
        store.put("k", entry("en", "hello"), TICKET);
        store.put("k", entry("de", "moin"), TICKET);
        assertThat(find("k", "de")).contains("moin");
        assertThat(find("k", "en")).contains("hello");
        assertThat(find("k", "fr")).isEmpty();
        assertThat(store.find("k").orElseThrow().variants()).hasSize(2);
    }

    @Test
    void hundredsOfVariantsAreBoundedAndTheNewestStay() {
        for (int i = 0; i < 300; i++) {
            store.put("k", entry("l" + i, "x"), TICKET);
        }
        assertThat(store.find("k").orElseThrow().variants()).hasSize(64);
        assertThat(find("k", "l299")).isPresent();
        assertThat(find("k", "l0")).isEmpty();
    }

    @Test
    void theBoundIsInBytes() {
        for (int i = 0; i < 100; i++) {
            store.put("k" + i, entry("de", "x".repeat(100_000)), TICKET);
        }
        long left = 0;
        for (int i = 0; i < 100; i++) {
            left += store.find("k" + i).isPresent() ? 1 : 0;
        }
        assertThat(left).isBetween(1L, 10L);
    }

    @Test
    void onlyTheEntryThatIsMeantIsRemoved() {
        Entry old = entry("de", "x");
        Entry since = entry("de", "x");
        store.put("k", old, TICKET);
        store.put("k", since, TICKET);
        store.remove("k", old);
        assertThat(find("k", "de")).isPresent();
        store.remove("k", since);
        assertThat(store.find("k")).isEmpty();
    }

    @Test
    void keysAreKeptApartForAWhileByTheClock() {
        store.keepApart("k", NOW);
        assertThat(store.isApart("k", NOW.plusSeconds(9))).isTrue();
        assertThat(store.isApart("k", NOW.plusSeconds(10))).isFalse();
        assertThat(store.isApart("other", NOW)).isFalse();
    }
}

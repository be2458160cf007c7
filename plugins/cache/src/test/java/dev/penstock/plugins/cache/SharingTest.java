package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final Whose ANYBODY = new Whose(false, Optional.empty());
    private static final Whose SOMEBODY = new Whose(true, Optional.empty());
    private static final Whose ANN = new Whose(true, Optional.of("subject ann"));

    private static MultiMap says(String cacheControl) {
        return HttpHeaders.headers().set("cache-control", cacheControl);
    }

    @Test
    void whatNobodySignedInForIsForAllWhoDidNot() {
        Sharing sharing = Sharing.of(ANYBODY, says("max-age=60"));
        assertThat(sharing).isEqualTo(Sharing.ANONYMOUS);
        assertThat(sharing.suits(ANYBODY)).isTrue();
        assertThat(sharing.suits(SOMEBODY)).isFalse();
    }

    @Test
    void ofSomebodysAnswersThoseThatSaySoAreForAll() {
        assertThat(Sharing.of(SOMEBODY, says("max-age=60"))).isEqualTo(Sharing.NONE);
        assertThat(Sharing.of(SOMEBODY, HttpHeaders.headers())).isEqualTo(Sharing.NONE);
        for (String stated : List.of("public, max-age=60", "s-maxage=60", "must-revalidate, max-age=60")) {
            assertThat(Sharing.of(SOMEBODY, says(stated))).as(stated).isEqualTo(Sharing.ALL);
        }
    }

    @Test
    void whatForbidsItIsForNobodyElse() {
        for (String stated : List.of("no-store", "no-cache", "private", "private=\"x\", public", "public, no-store")) {
            assertThat(Sharing.of(ANYBODY, says(stated))).as(stated).isEqualTo(Sharing.NONE);
        }
        assertThat(Sharing.of(ANYBODY, says("public").set("set-cookie", "a=b"))).isEqualTo(Sharing.NONE);
        assertThat(Sharing.of(ANYBODY, says("public").set("vary", "accept, *"))).isEqualTo(Sharing.NONE);
    }

    @Test
    void aCopyOfOnesOwnMayBePrivate() {
        assertThat(Sharing.of(ANN, says("private"))).isEqualTo(Sharing.ALL);
        assertThat(Sharing.of(ANN, HttpHeaders.headers())).isEqualTo(Sharing.ALL);
        assertThat(Sharing.of(ANN, says("no-store"))).isEqualTo(Sharing.NONE);
        assertThat(Sharing.of(ANN, says("private").set("set-cookie", "a=b"))).isEqualTo(Sharing.NONE);
    }
}

package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
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

    private static Sharing sharing(Whose whose, MultiMap headers) {
        Head head = Head.of(200, headers, Instant.EPOCH, Instant.EPOCH);
        return Sharing.of(whose, head, Answer.kept(head, whose.isShared()));
    }

    @Test
    void whatNobodySignedInForIsForAllWhoDidNot() {
        Sharing sharing = sharing(ANYBODY, says("max-age=60"));
        assertThat(sharing).isEqualTo(Sharing.ANONYMOUS);
        assertThat(sharing.suits(ANYBODY)).isTrue();
        assertThat(sharing.suits(SOMEBODY)).isFalse();
    }

    @Test
    void ofSomebodysAnswersThoseThatSaySoAreForAll() {
        assertThat(sharing(SOMEBODY, says("max-age=60"))).isEqualTo(Sharing.NONE);
        assertThat(sharing(SOMEBODY, HttpHeaders.headers())).isEqualTo(Sharing.NONE);
        for (String stated : List.of("public, max-age=60", "s-maxage=60", "must-revalidate, max-age=60")) {
            assertThat(sharing(SOMEBODY, says(stated))).as(stated).isEqualTo(Sharing.ALL);
        }
    }

    @Test
    void whatForbidsItIsForNobodyElse() {
        for (String stated :
                List.of("no-store", "private", "private=\"\", public", "private=\"a b\", public", "public, no-store")) {
            assertThat(sharing(ANYBODY, says(stated))).as(stated).isEqualTo(Sharing.NONE);
        }
        assertThat(sharing(ANYBODY, says("public").set("set-cookie", "a=b"))).isEqualTo(Sharing.NONE);
        assertThat(sharing(ANYBODY, says("public").set("vary", "accept, *"))).isEqualTo(Sharing.NONE);
    }

    @Test
    void aCopyOfOnesOwnMayBePrivate() {
        assertThat(sharing(ANN, says("private"))).isEqualTo(Sharing.ALL);
        assertThat(sharing(ANN, HttpHeaders.headers())).isEqualTo(Sharing.ALL);
        assertThat(sharing(ANN, says("no-store"))).isEqualTo(Sharing.NONE);
        assertThat(sharing(ANN, says("private").set("set-cookie", "a=b"))).isEqualTo(Sharing.NONE);
    }
}

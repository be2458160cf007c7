package dev.penstock.plugins.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Outbound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialPlaceTest {
    private static final CredentialPlace BEARER = new HeaderPlace("authorization", "Bearer");

    private static Outbound request(String... fields) {
        Outbound request = Outbound.of("GET", "/");
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        return request;
    }

    @Test
    void aTokenStandsBehindItsSchemeInAnyCase() {
        assertThat(BEARER.find(request("Authorization", "Bearer t"))).containsExactly("t");
        assertThat(BEARER.find(request("Authorization", "bEARER   t"))).containsExactly("t");
        assertThat(BEARER.find(request("Authorization", "Bearer"))).containsExactly("");
        assertThat(BEARER.find(request("Authorization", "Basic x"))).isEmpty();
        assertThat(BEARER.find(request("Authorization", "BearerX t"))).isEmpty();
        assertThat(BEARER.find(request())).isEmpty();
        assertThat(BEARER.find(request("Authorization", "Bearer t", "authorization", "Basic x")))
                .hasSize(2);
    }

    @Test
    void whatIsPutThereIsFoundThereBesideWhatElseThereIs() {
        for (CredentialPlace place :
                List.of(BEARER, new HeaderPlace("x-token", ""), new CookiePlace("sid"), new QueryPlace("a b"))) {
            Outbound request = Outbound.of("GET", "/p?q=1");
            request.headers().set("cookie", "other=2");
            place.put("t.e-k_n", request);
            assertThat(place.find(request)).containsExactly("t.e-k_n");
            assertThat(new CookiePlace("other").find(request)).containsExactly("2");
            assertThat(new QueryPlace("q").find(request)).containsExactly("1");
        }
    }

    @Test
    void aBareTokenIsTheWholeField() {
        CredentialPlace bare = new HeaderPlace("x-token", "");
        assertThat(bare.find(request("X-Token", " t "))).containsExactly("t");
        assertThat(bare.find(request("X-Token", "Bearer t"))).containsExactly("Bearer t");
        assertThat(bare.find(request("X-Token", ""))).isEmpty();
    }

    @Test
    void aCookieIsFoundAndTakenAwayAlone() {
        CredentialPlace cookie = new CookiePlace("sid");
        Outbound request = request("Cookie", "a=1; sid=t; Sid=other; b=x=y", "Cookie", "sid=u");
        assertThat(cookie.find(request)).containsExactly("t", "u");
        cookie.remove(request);
        assertThat(request.headers().getAll("cookie")).containsExactly("a=1; Sid=other; b=x=y");
        Outbound only = request("Cookie", "sid=t");
        cookie.remove(only);
        assertThat(only.headers().contains("cookie")).isFalse();
    }

    @Test
    void aParameterIsFoundDecodedAndTakenAwayAlone() {
        CredentialPlace query = new QueryPlace("token");
        Outbound request = Outbound.of("GET", "/p?a=%20b&token=t%2E1&c&&tok%65n=2");
        assertThat(query.find(request)).containsExactly("t.1", "2");
        query.remove(request);
        assertThat(request.query()).contains("a=%20b&c&");
        Outbound only = Outbound.of("GET", "/p?token=t");
        query.remove(only);
        assertThat(only.query()).isEmpty();
    }

    @Test
    void claimsBecomeFieldsAndWhatTheClientSentThereIsDropped() {
        ClaimHeaders headers = new ClaimHeaders(Map.of(
                "x-user", "sub", "x-roles", "realm.roles", "x-n", "n", "x-gone", "gone", "x-url", "https://x.test/u"));
        Outbound request = request("X-User", "root", "x-user", "admin", "X-Gone", "evil");
        headers.drop(request);
        Map<String, Object> claims = Map.of(
                "sub", "Jos\u00e9", "realm", Map.of("roles", List.of("a", "b")), "n", 7L, "https://x.test/u", "v");
        assertThat(headers.write(claims, request)).isTrue();
        assertThat(request.headers().getAll("x-user")).containsExactly("Jos\u00c3\u00a9");
        assertThat(request.headers().get("x-roles")).isEqualTo("a,b");
        assertThat(request.headers().get("x-n")).isEqualTo("7");
        assertThat(request.headers().get("x-url")).isEqualTo("v");
        assertThat(request.headers().contains("x-gone")).isFalse();
    }

    @Test
    void aClaimThatWouldStartAnotherFieldIsNotWritten() {
        ClaimHeaders headers = new ClaimHeaders(Map.of("x-user", "sub"));
        assertThat(headers.write(Map.of("sub", "ann\r\nx-admin: 1"), request())).isFalse();
    }
}

package dev.penstock.plugins.auth.introspect;

import static dev.penstock.plugins.auth.introspect.Idp.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrospectSettingsTest {
    private static Harness with(String settings) {
        return Harness.on("shop.yaml", """
                        api: shop
                        routes:
                          - name: a
                            match: GET /a
                            steps:
                              - introspect: %s
                              - respond: {body: {sub: "${auth.subject}", org: "${auth.claims.org}"}}
                        """.formatted(settings)).start();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | missing key 'endpoint'
            {endpoint: idp.test/introspect}                           | expected a URL
            {endpoint: 'ftp://idp.test/introspect'}                   | expected a URL
            {endpoint: 'https://me:secret@idp.test/introspect'}       | found one with a user
            {endpoint: 'https://idp.test/introspect#x'}               | without fragment
            {endpoint: 'https://idp.test/', client: {id: a}}          | missing key 'secret'
            {endpoint: 'https://idp.test/', cache: soon}              | expected a duration
            {endpoint: 'https://idp.test/', scopes: {all: ['a b']}}   | without blanks
            {endpoint: 'https://idp.test/', claims: {host: sub}}      | 'host'
            {endpoint: 'https://idp.test/', in: {cookie: a, query: b}} | expected one of
            {endpoint: 'http://idp.test/'}                            | in the clear
            {endpoint: 'http://10.0.0.1/'}                            | in the clear
            """)
    void aFaultySettingIsSaidWithItsPlace(String settings, String message) {
        try (Harness gateway = with(settings)) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().line()).isEqualTo(6);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"https://idp.test/x?realm=a", "http://localhost:1/", "http://127.0.0.9/", "'http://[::1]:8080/'"})
    void aGoodSettingIsWithoutFaultAndWarning(String endpoint) {
        try (Harness gateway = with("{endpoint: '" + endpoint + "'}")) {
            assertThat(gateway.faults()).isEmpty();
        }
    }

    @Test
    void testsOfPipelinesMintTokensWithoutAnEndpoint() {
        try (Harness gateway = with("{endpoint: 'https://idp.test/', scopes: {all: [read]}}")) {
            Map<String, Object> claims = new HashMap<>(Map.of("sub", "bob", "scope", "read", "org", 7));
            String token = gateway.token("shop", "a", claims);
            assertThat(ask(gateway, "/a", token).body()).isEqualTo("{\"sub\":\"bob\",\"org\":7}");
            assertThat(ask(gateway, "/a", gateway.token("shop", "a", Map.of("active", false)))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(ask(gateway, "/a", gateway.token("shop", "a", Map.of("exp", 1)))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(ask(gateway, "/a", gateway.token("shop", "a", Map.of())).statusCode())
                    .isEqualTo(403);
            assertThat(ask(gateway, "/a", "x" + token).statusCode())
                    .as("nobody is asked")
                    .isEqualTo(401);
        }
    }
}

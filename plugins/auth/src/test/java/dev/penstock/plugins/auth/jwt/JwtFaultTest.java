package dev.penstock.plugins.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtFaultTest {
    static Stream<Arguments> faults() {
        String issuer = "issuer: https://idp.test, jwks: keys.json";
        return Stream.of(
                Arguments.of("{}", "either 'issuers' or 'secret'"),
                Arguments.of("{issuers: [{" + issuer + "}], secret: \"" + "s".repeat(32) + "\"}", "found both"),
                Arguments.of("{secret: short}", "at least 32 bytes"),
                Arguments.of("{issuers: [{issuer: https://idp.test}]}", "expected 'jwks'"),
                Arguments.of("{issuers: [{" + issuer + ", discover: true}]}", "found both"),
                Arguments.of("{issuers: [{issuer: shop, discover: true}]}", "found 'shop'"),
                Arguments.of("{issuers: [{issuer: 'https://idp.test?a=b', discover: true}]}", "to discover"),
                Arguments.of("{issuers: [{" + issuer + "}], dpop: maybe}", "allowed"),
                Arguments.of("{issuers: [{" + issuer + ", algorithms: [none]}]}", "found 'none'"),
                Arguments.of("{issuers: [{" + issuer + ", algorithms: [RS257]}]}", "found 'RS257'"),
                Arguments.of("{issuers: [{" + issuer + ", algorithms: [HS256]}]}", "'secret'"),
                Arguments.of("{issuers: [{issuer: i, jwks: absent.json}]}", "absent.json"),
                Arguments.of("{issuers: [{issuer: i, jwks: empty.json}]}", "RSA, EC or Ed25519 key"),
                Arguments.of("{issuers: [{issuer: i, jwks: broken.json}]}", "expected JSON"),
                Arguments.of("{issuers: [{issuer: i, jwks: 'https:///jwks'}]}", "expected a URL"),
                Arguments.of("{issuers: [{" + issuer + "}], in: {cookie: a, query: b}}", "expected one of"),
                Arguments.of("{issuers: [{" + issuer + "}], in: {cookie: a, scheme: Bearer}}", "expected one of"),
                Arguments.of("{issuers: [{" + issuer + "}], in: {header: a, scheme: 'a b'}}", "scheme"),
                Arguments.of("{issuers: [{" + issuer + "}], claims: {'x y': sub}}", "'x y'"),
                Arguments.of("{issuers: [{" + issuer + "}], claims: {host: sub}}", "host"),
                Arguments.of("{issuers: [{" + issuer + "}], scopes: {all: ['a b']}}", "without blanks"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultySettingIsSaidWithItsPlace(String settings, String message) {
        try (MockServer backend = MockServer.start();
                Harness gateway = Harness.on("shop.yaml", Shop.file(backend, "a", settings))
                        .file("keys.json", Mint.set(Mint.RSA).toString())
                        .file("empty.json", "{\"keys\": []}")
                        .file("broken.json", "{\"keys\":")
                        .start()) {
            assertThat(gateway.faults()).anySatisfy(fault -> {
                assertThat(fault.message()).contains(message);
                assertThat(fault.place().line()).isEqualTo(4);
            });
        }
    }
}

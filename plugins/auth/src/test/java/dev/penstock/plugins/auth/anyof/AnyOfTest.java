package dev.penstock.plugins.auth.anyof;

import static dev.penstock.plugins.auth.Office.ACME;
import static dev.penstock.plugins.auth.Office.PASSWORD;
import static dev.penstock.plugins.auth.Office.basic;
import static dev.penstock.plugins.auth.Office.challenges;
import static dev.penstock.plugins.auth.Office.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import dev.penstock.plugins.auth.Office;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyOfTest {
    private static final String JWT =
            "{jwt: {secret: \"a secret of thirty-two bytes, at least\", claims: {x-user: sub, x-tenant: tenant}}}";
    private static final String KEY = "{api-key: {consumers: data/people.yaml, name: partner-key}}";
    private static final String BASIC = "{basic-auth: {users: staff.htpasswd}}";

    private static Office office;

    @BeforeAll
    static void start() {
        office = new Office(
                "token-or-key",
                "any-of: [" + JWT + ", " + KEY + "]",
                "key-or-token",
                "any-of: [" + KEY + ", " + JWT + "]",
                "three",
                "any-of: {name: anyone, steps: [" + JWT + ", " + KEY + ", " + BASIC + "]}",
                "same-scheme",
                "any-of: [" + KEY + ", {api-key: {consumers: data/people.yaml, in: {query: k}}}]",
                "optional",
                "any-of: [" + JWT + ", {api-key: {consumers: data/people.yaml, optional: true}}]\n"
                        + "headers: {request: {set: {x-known: \"${has(auth.consumer)}\"}}}",
                "sometimes",
                "any-of: [{api-key: {consumers: data/people.yaml, when: \"path.id == '1'\"}}, {basic-auth: {users:"
                        + " staff.htpasswd, when: \"path.id != '3'\"}}]",
                "whole",
                "any-of: {when: \"path.id == '1'\", steps: [" + KEY + "]}",
                "nested",
                "any-of: [{any-of: [" + KEY + ", " + BASIC + "]}, " + JWT + "]",
                "alone",
                "any-of: {steps: " + KEY + "}");
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    private static String bearer(String route) {
        return "Bearer " + office.gateway().token("office", route, Map.of("sub", "ann", "tenant", "blue"));
    }

    @Test
    void theFirstWhoseCredentialIsThereDecides() {
        String bad = "Bearer a.b.c";
        assertThat(office.get("/key-or-token/1", "x-api-key", ACME, "authorization", bad)
                        .statusCode())
                .isEqualTo(200);
        assertThat(office.last().headers().get("authorization")).isEqualTo(bad);
        assertThat(office.last().headers().contains("x-api-key")).isFalse();
        assertThat(office.get("/token-or-key/1", "x-api-key", ACME, "authorization", bad)
                        .statusCode())
                .isEqualTo(401);
        assertThat(office.get("/token-or-key/1", "x-api-key", "nope", "authorization", bearer("token-or-key"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(office.last().headers().get("x-api-key")).isEqualTo("nope");
        assertThat(office.last().headers().get("x-user")).isEqualTo("ann");
        assertThat(office.get("/key-or-token/1", "x-api-key", "nope", "authorization", bearer("key-or-token"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodySpeaksInTheFieldsOfClaimsWhicheverStepDecides() {
        for (String route : List.of("token-or-key", "key-or-token", "three")) {
            assertThat(office.get("/" + route + "/1", "x-api-key", ACME, "X-User", "root", "x-tenant", "evil")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(office.last().headers().contains("x-user")).isFalse();
            assertThat(office.last().headers().contains("x-tenant")).isFalse();
        }
        assertThat(office.get("/optional/1", "x-user", "root").statusCode()).isEqualTo(200);
        assertThat(office.last().headers().contains("x-user")).isFalse();
    }

    @Test
    void withoutACredentialAllChallengesAreSentOnce() {
        HttpResponse<String> three = office.get("/three/1");
        assertThat(three.statusCode()).isEqualTo(401);
        assertThat(challenges(three)).containsExactly("Bearer", "ApiKey", "Basic realm=\"office\", charset=\"UTF-8\"");
        assertThat(member(three, "step")).isEqualTo("anyone");
        assertThat(member(three, "detail")).isEqualTo("expected one of several credentials, found none");
        assertThat(challenges(office.get("/same-scheme/1"))).containsExactly("ApiKey");
        assertThat(challenges(office.get("/nested/1"))).hasSize(3);
        assertThat(member(office.get("/token-or-key/1"), "step")).isEqualTo("any-of");
    }

    @Test
    void aRefusalIsThatOfTheStepThatDecided() {
        HttpResponse<String> bad = office.get("/three/1", "x-api-key", "nope");
        assertThat(member(bad, "step")).isEqualTo("partner-key");
        assertThat(challenges(bad)).containsExactly("ApiKey");
        assertThat(member(office.get("/three/1", "authorization", basic("ann", "wrong")), "step"))
                .isEqualTo("basic-auth");
        assertThat(office.get("/three/1", "authorization", basic("ann", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(office.get("/nested/1", "authorization", basic("ann", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        assertThat(office.get("/alone/1", "x-api-key", ACME).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatIsOptionalLetsACallWithoutAnyPassAndNoBadOne() {
        assertThat(office.get("/optional/1").statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("x-known")).isEqualTo("false");
        assertThat(office.get("/optional/1", "x-api-key", "nope").statusCode()).isEqualTo(401);
        assertThat(office.get("/optional/1", "authorization", "Bearer x").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStepThatIsSwitchedOffDoesNotCount() {
        String[] key = {"x-api-key", ACME};
        String[] login = {"authorization", basic("ann", PASSWORD)};
        assertThat(office.get("/sometimes/1", key).statusCode()).isEqualTo(200);
        assertThat(office.get("/sometimes/2", key).statusCode()).isEqualTo(401);
        assertThat(challenges(office.get("/sometimes/2", key))).hasSize(1);
        assertThat(office.get("/sometimes/2", login).statusCode()).isEqualTo(200);
        assertThat(office.get("/sometimes/3", login).statusCode()).isEqualTo(403);
        assertThat(office.get("/whole/2").statusCode()).isEqualTo(200);
        assertThat(office.get("/whole/1").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|found none: nobody would be let in",
                "[{headers: {request: {set: {a: b}}}}]|expected a step that says who is calling, such as jwt or api-key, found 'headers'",
                "[{authorize: {require: 'true'}}]|found 'authorize'",
                "[{respond: {status: 200}}]|found 'respond'",
                "[{upstream: echo}]|found 'upstream'",
                "[{use: nobody}]|found 'use': write the steps of the policy out here",
                "[{api-kee: {}}]|unknown step 'api-kee'",
                "[{api-key: {consumers: data/people.yaml, on-error: skip}}]|'api-key' takes no 'on-error: skip' here",
                "[{api-key: {consumers: data/people.yaml, optinal: true}}]|did you mean 'optional'?",
                "[{api-key: {consumers: nosuch.yaml}}]|found none named 'nosuch.yaml'",
                "[{api-key: {consumers: data/people.yaml, when: nope}}]|nope",
                "{steps: [{api-key: {consumers: data/people.yaml}}], optional: true}|unknown key 'optional'"
            })
    void aFaultIsSaidAtItsPlace(String steps, String message) {
        try (Harness gateway = Harness.on("office.yaml", """
                api: office
                upstreams: {echo: {targets: ["http://127.0.0.1:9"]}}
                routes:
                  - name: a
                    match: GET /a
                    steps:
                      - any-of: %s
                      - upstream: echo
                """.formatted(steps))
                .file("data/people.yaml", Office.CONSUMERS)
                .start()) {
            List<Fault> faults = gateway.faults();
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).message()).contains(message);
            assertThat(faults.get(0).place().line()).isEqualTo(7);
        }
    }
}

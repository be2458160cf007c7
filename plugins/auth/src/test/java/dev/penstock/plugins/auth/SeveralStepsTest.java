package dev.penstock.plugins.auth;

import static dev.penstock.plugins.auth.Office.ACME;
import static dev.penstock.plugins.auth.Office.PASSWORD;
import static dev.penstock.plugins.auth.Office.basic;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Auth steps that stand one below the other, or are left out. */
class SeveralStepsTest {
    private static final String KEY = "api-key: {consumers: data/people.yaml}";
    private static final String JWT =
            "jwt: {secret: \"a secret of thirty-two bytes, at least\", claims: {x-user: sub}, ";

    @Test
    void eachAddsWhatItKnows() {
        try (Office office = new Office(
                "both",
                KEY + "\nbasic-auth: {users: staff.htpasswd}\n"
                        + "headers: {request: {set: {x-who: \"${auth.consumer} ${auth.tier} ${auth.subject}\"}}}")) {
            assertThat(office.get("/both/1", "x-api-key", ACME, "authorization", basic("ann", PASSWORD))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(office.last().header("x-who")).isEqualTo("acme gold ann");
        }
    }

    @Test
    void whatOnlyATokenMaySayIsDroppedAlsoWhereItsStepIsLeftOut() {
        try (Office office = new Office("left-out", JWT + "when: \"request.method == 'POST'\"}")) {
            assertThat(office.get("/left-out/1", "x-user", "evil").statusCode()).isEqualTo(200);
            assertThat(office.last().headers().contains("x-user")).isFalse();
        }
    }

    @Test
    void nobodyGetsInByAFileWithNoUserInIt() {
        try (Office office = new Office("staff", "basic-auth: {users: staff.htpasswd}")) {
            assertThat(office.get("/staff/1", "authorization", basic("ann", PASSWORD))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(office.gateway().reload("staff.htpasswd", "")).isNotEmpty();
            assertThat(office.get("/staff/1", "authorization", basic("ann", PASSWORD))
                            .statusCode())
                    .as("what is empty may be half-written")
                    .isEqualTo(200);
            office.gateway().reload("staff.htpasswd", "# nobody\n");
            assertThat(office.get("/staff/1", "authorization", basic("ann", PASSWORD))
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}

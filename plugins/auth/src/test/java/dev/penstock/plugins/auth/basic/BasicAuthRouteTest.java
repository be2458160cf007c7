package dev.penstock.plugins.auth.basic;

import static dev.penstock.plugins.auth.Office.PASSWORD;
import static dev.penstock.plugins.auth.Office.basic;
import static dev.penstock.plugins.auth.Office.challenges;
import static dev.penstock.plugins.auth.Office.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.plugins.auth.Office;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BasicAuthRouteTest {
    private static Office office;

    @BeforeAll
    static void start() {
        office = new Office(
                "who",
                "basic-auth: {users: staff.htpasswd}\nheaders: {request: {set: {x-subject: \"${auth.subject}\"}}}",
                "realm",
                "basic-auth: {users: staff.htpasswd, realm: 'Back \"office\" \\ 2'}",
                "optional",
                "basic-auth: {users: staff.htpasswd, optional: true}",
                "forward",
                "basic-auth: {users: staff.htpasswd, forward: true}");
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    private static HttpResponse<String> ask(String route, String user, String password) {
        return office.get("/" + route + "/1", "authorization", basic(user, password));
    }

    @Test
    void aPasswordSaysWhoIsCallingAndGoesNoFurther() {
        assertThat(ask("who", "ann", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("x-subject")).isEqualTo("ann");
        assertThat(office.last().headers().contains("authorization")).isFalse();
        assertThat(ask("who", "uma", "p\u00e4ssw\u00f6rd").statusCode()).isEqualTo(200);
        assertThat(ask("who", "ida", "argon-pw-5d90").statusCode()).isEqualTo(200);
        assertThat(office.get("/who/1", "authorization", basic("ann", PASSWORD).replace("Basic", "bASIC"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask("forward", "ann", PASSWORD).statusCode()).isEqualTo(200);
        assertThat(office.last().headers().get("authorization")).isEqualTo(basic("ann", PASSWORD));
    }

    @Test
    void aWrongPasswordAndAnUnknownUserReadTheSame() {
        for (List<String> wrong : List.of(
                List.of("ann", "Secret"),
                List.of("ann", ""),
                List.of("ann", PASSWORD + " "),
                List.of("uma", PASSWORD),
                List.of("ida", "argon-pw-5d9"),
                List.of("ANN", PASSWORD),
                List.of("nobody", PASSWORD),
                List.of("# who works here", ""),
                List.of("ann", "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"))) {
            HttpResponse<String> answer = ask("who", wrong.get(0), wrong.get(1));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(member(answer, "detail")).isEqualTo("the user or the password is not right");
            assertThat(member(answer, "step")).isEqualTo("basic-auth");
            assertThat(challenges(answer)).containsExactly("Basic realm=\"office\", charset=\"UTF-8\"");
        }
    }

    @Test
    void noPasswordIsToldApartAndPassesWhereItIsOptional() {
        assertThat(member(office.get("/who/1"), "detail")).isEqualTo("expected a user and a password, found none");
        assertThat(office.get("/optional/1").statusCode()).isEqualTo(200);
        assertThat(ask("optional", "ann", "wrong").statusCode()).isEqualTo(401);
        assertThat(challenges(office.get("/realm/1")))
                .containsExactly("Basic realm=\"Back \\\"office\\\" \\\\ 2\", charset=\"UTF-8\"");
    }

    /** Runs {@code logins.txt}: none of its fields may let anybody in, nor be an error. */
    @TestFactory
    Stream<DynamicTest> whatIsNoLoginIsRefused() throws IOException {
        try (InputStream in = BasicAuthRouteTest.class.getResourceAsStream("/logins.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> DynamicTest.dynamicTest(line, () -> refuses(line)))
                            .toList()
                            .stream();
        }
    }

    private static void refuses(String row) throws IOException {
        int seen = office.seen();
        String field = row.replaceAll("\\s*#.*", "");
        int open = field.indexOf('<');
        while (open >= 0) {
            int close = field.indexOf('>', open);
            byte[] bytes = field.substring(open + 1, close).translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
            field = field.substring(0, open) + Base64.getEncoder().encodeToString(bytes) + field.substring(close + 1);
            open = field.indexOf('<');
        }
        String lines = field.replace("|", "\r\n");
        String answer = office.gateway()
                .raw("GET /who/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + lines.translateEscapes() + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("www-authenticate: Basic realm=");
        assertThat(office.seen()).isEqualTo(seen);
    }

    @Test
    void aVerdictEndsWithTheLineThatItWasGivenFor() {
        try (Office other = new Office("who", "basic-auth: {users: staff.htpasswd}")) {
            String login = basic("ann", PASSWORD);
            assertThat(other.get("/who/1", "authorization", login).statusCode()).isEqualTo(200);
            other.gateway()
                    .reload("staff.htpasswd", "ann:$2y$04$abcdefghijklmnopqrstuuMCu.k1vM/ywQwiONaEn3oEMlZoCVBd6\n");
            assertThat(other.get("/who/1", "authorization", login).statusCode()).isEqualTo(401);
            assertThat(other.get("/who/1", "authorization", basic("ann", "a".repeat(71)))
                            .statusCode())
                    .isEqualTo(200);
            other.gateway()
                    .reload("staff.htpasswd", "bob:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n");
            assertThat(other.get("/who/1", "authorization", basic("ann", "a".repeat(71)))
                            .statusCode())
                    .isEqualTo(401);
            other.gateway().advance(Duration.ofHours(1));
            assertThat(other.get("/who/1", "authorization", basic("bob", PASSWORD))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBrokenFileKeepsTheLastGoodAndIsSaidByLine() {
        try (Office other = new Office("who", "basic-auth: {users: staff.htpasswd}")) {
            String good = "ann:$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW\n";
            for (List<String> bad : List.of(
                    List.of("bob", "2:1", "no colon"),
                    List.of(":$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW", "2:1", "no user"),
                    List.of("bob:plain-password", "2:5", "crypt or a plain password"),
                    List.of("bob:", "2:5", "found none"),
                    List.of("bob:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "2:5", "SHA-1"),
                    List.of("bob:$apr1$abc$def", "2:5", "MD5"),
                    List.of("bob:$6$abc$def", "2:5", "SHA-crypt"),
                    List.of("bob:$argon2i$v=19$m=8192,t=2,p=1$AAAA$BBBB", "2:5", "argon2i or argon2d"),
                    List.of("bob:$2x$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW", "2:5", "another form"),
                    List.of("bob:$2y$04$short", "2:5", "another form"),
                    List.of("bob:$2y$31$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW", "2:5", "found 31"),
                    List.of(
                            "bob:$argon2id$v=19$m=1048576,t=2,p=1$ZXhhbXNhbHQxNmJ5dGVzIQ$/6j6jecGGkiWQs1LQ6/9/RvMOknrbLSpXW6Zg2n3ejU",
                            "2:5",
                            "m=1048576"),
                    List.of(
                            "bob:$argon2id$v=16$m=8192,t=2,p=1$ZXhhbXNhbHQxNmJ5dGVzIQ$/6j6jecGGkiWQs1LQ6/9/RvMOknrbLSpXW6Zg2n3ejU",
                            "2:5",
                            "another form"),
                    List.of(
                            "ann:$2y$04$abcdefghijklmnopqrstuuMCu.k1vM/ywQwiONaEn3oEMlZoCVBd6",
                            "2:1",
                            "stands twice, first at line 1"))) {
                List<Fault> faults = other.gateway().reload("staff.htpasswd", good + bad.get(0) + "\n");
                assertThat(faults).as(bad.get(0)).hasSize(1);
                assertThat(faults.get(0).toString())
                        .startsWith("staff.htpasswd:" + bad.get(1) + ": ")
                        .contains(bad.get(2));
                assertThat(faults.get(0).message())
                        .doesNotContain("plain-password", "W6ph5Mm5", "2r9OfJnf", "MCu.k1vM");
                assertThat(other.get("/who/1", "authorization", basic("ann", PASSWORD))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(other.gateway().reload("staff.htpasswd", "# nobody\n")).hasSize(1);
        }
    }
}

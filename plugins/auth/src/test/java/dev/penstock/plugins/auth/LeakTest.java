package dev.penstock.plugins.auth;

import static dev.penstock.plugins.auth.Office.ACME;
import static dev.penstock.plugins.auth.Office.BETA;
import static dev.penstock.plugins.auth.Office.basic;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.penstock.fleet.Harness;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a caller shows is not seen again: not in a log, a problem, a metric, nor on the operators' pages. */
class LeakTest {
    private static final String PASSWORD = "wrong-password-7f3a";

    @Test
    void noCredentialIsEverShown() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Level before = root.getLevel();
        ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
        List<String> shown = new ArrayList<>();
        try (Office office = new Office(
                List.of(
                        "key", "api-key: {consumers: data/people.yaml}",
                        "query", "api-key: {consumers: data/people.yaml, in: {query: k}}",
                        "login", "basic-auth: {users: staff.htpasswd}",
                        "any",
                                "any-of: [{api-key: {consumers: data/people.yaml}}, {basic-auth: {users: staff.htpasswd}}]"),
                Harness.on("office.yaml", "").accessLog(accessLog))) {
            Logger ours = (Logger) LoggerFactory.getLogger("dev.penstock");
            ours.setLevel(Level.TRACE);
            root.addAppender(log);
            for (String route : List.of("key", "login", "any")) {
                for (String[] fields : new String[][] {
                    {"x-api-key", ACME}, {"x-api-key", BETA + "x"}, {"authorization", basic("ann", PASSWORD)}
                }) {
                    HttpResponse<String> answer = office.get("/" + route + "/1", fields);
                    shown.add(answer.statusCode() == 200 ? "" : answer.body() + answer.headers());
                }
            }
            shown.add(office.get("/query/1?k=" + BETA + "x").body());
            assertThat(office.get("/query/1?k=" + ACME).statusCode()).isEqualTo(200);
            office.gateway()
                    .reload("data/people.yaml", "consumers: [{name: a, keys: " + ACME + "}, {name: b, kees: [" + BETA);
            office.gateway().reload("staff.htpasswd", "ann:" + PASSWORD);
            for (String page : List.of("/routes", "/metrics", "/ready")) {
                shown.add(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(office.gateway().adminUri() + page))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
            }
            shown.add(office.gateway().faults().toString());
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        log.list.forEach(event -> shown.add(event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : event.getThrowableProxy().getMessage())));
        String lines = accessLog.toString(StandardCharsets.UTF_8);
        assertThat(lines).contains("/key/1", "/query/1", "\"acme\"");
        shown.add(lines);
        assertThat(log.list).isNotEmpty();
        assertThat(shown)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(
                                ACME, BETA, PASSWORD, basic("ann", PASSWORD).substring(6), Office.sha256(BETA)));
    }
}

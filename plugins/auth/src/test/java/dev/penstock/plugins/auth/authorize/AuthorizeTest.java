package dev.penstock.plugins.auth.authorize;

import static dev.penstock.plugins.auth.Office.ACME;
import static dev.penstock.plugins.auth.Office.BARE;
import static dev.penstock.plugins.auth.Office.BETA;
import static dev.penstock.plugins.auth.Office.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.plugins.auth.Office;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizeTest {
    private static final String BY_KEY = "api-key: {consumers: data/people.yaml, optional: true}\n";

    /** Route to settings of {@code authorize}. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("require", "{require: \"auth.tier == 'gold' && header['x-zone'] == 'north'\"}"),
            Map.entry("wrapped", "{require: \"${auth.consumer == path.id}\"}"),
            Map.entry("body", "{require: \"body.amount < 10\"}"),
            Map.entry("divide", "{require: \"10 / int(query.n) > 1\"}"),
            Map.entry("tiers", "{tiers: [gold, platinum]}"),
            Map.entry("tier", "{tiers: silver}"),
            Map.entry("all", "{scopes: {all: [read, write]}}"),
            Map.entry("any", "{scopes: {any: [root, read]}}"),
            Map.entry("list", "{scopes: [read, write]}"),
            Map.entry("one", "{scopes: read}"),
            Map.entry("both", "{scopes: read, tiers: gold, require: \"auth.consumer == 'acme'\"}"),
            Map.entry("named", "{tiers: gold, name: gold-only}"),
            Map.entry("off", "{tiers: platinum, when: \"path.id == '1'\"}"));

    private static Office office;

    @BeforeAll
    static void start() {
        List<String> routes = new ArrayList<>();
        RULES.forEach((route, rule) -> routes.addAll(List.of(route, BY_KEY + "authorize: " + rule)));
        office = new Office(routes.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @ParameterizedTest
    @CsvSource({
        "require/1, acme, 403",
        "require/1, beta, 403",
        "require/1, bare, 403",
        "require/1, nobody, 403",
        "wrapped/acme, acme, 200",
        "wrapped/%61cme, acme, 200",
        "wrapped/beta, acme, 403",
        "wrapped/acme, nobody, 403",
        "divide/1?n=5, acme, 200",
        "divide/1?n=10, acme, 403",
        "divide/1?n=0, acme, 403",
        "divide/1?n=x, acme, 403",
        "divide/1, acme, 403",
        "tiers/1, acme, 200",
        "tiers/1, beta, 403",
        "tiers/1, bare, 403",
        "tiers/1, nobody, 403",
        "tier/1, beta, 200",
        "tier/1, acme, 403",
        "all/1, acme, 200",
        "all/1, beta, 403",
        "all/1, bare, 403",
        "any/1, beta, 200",
        "any/1, bare, 403",
        "any/1, nobody, 403",
        "list/1, acme, 200",
        "list/1, beta, 403",
        "one/1, beta, 200",
        "one/1, bare, 403",
        "both/1, acme, 200",
        "both/1, beta, 403",
        "off/1, acme, 403",
        "off/2, nobody, 200"
    })
    void whatIsNotTrueIs403(String path, String who, int status) {
        Map<String, String> keys = Map.of("acme", ACME, "beta", BETA, "bare", BARE);
        int seen = office.seen();
        HttpResponse<String> answer =
                keys.containsKey(who) ? office.get("/" + path, "x-api-key", keys.get(who)) : office.get("/" + path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(office.seen() - seen).isEqualTo(status == 200 ? 1 : 0);
    }

    @Test
    void aRefusalSaysNoMore() {
        HttpResponse<String> answer = office.get("/require/1", "x-api-key", BETA);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(member(answer, "detail")).isEqualTo("this is not allowed");
        assertThat(member(answer, "step")).isEqualTo("authorize");
        assertThat(answer.body()).doesNotContain("gold", "silver", "north", "zone", "beta", "tier");
        assertThat(answer.headers().firstValue("www-authenticate")).isEmpty();
        assertThat(member(office.get("/named/1"), "step")).isEqualTo("gold-only");
        assertThat(office.get("/require/1", "x-api-key", ACME, "x-zone", "north")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|expected at least one of require, scopes, tiers, found none of them",
                "{require: 1 + 1}|expected a condition",
                "{require: path.nope}|nope",
                "{tiers: []}|expected at least one tier, found none",
                "{scopes: []}|expected at least one scope, found none",
                "{scopes: {}}|expected at least one scope, found none",
                "{scopes: {al: read}}|unknown key 'al'",
                "{scopes: 'a b'}|expected a scope without blanks",
                "{tiers: gold, on-error: skip}|'authorize' takes no 'on-error: skip'"
            })
    void aFaultySettingIsSaid(String settings, String message) {
        List<String> said = faults("jwt: {secret: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}", settings);
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tiers: gold}|1",
                "{scopes: read}|1",
                "{require: auth.subject == 'ann'}|1",
                "{require: \"auth['subject'] == 'ann'\"}|1",
                "{require: \"header['x-auth'] == 'ann'\"}|0",
                "{require: vars.auth.x == 'auth.y'}|0",
                "{require: request.method == 'GET'}|0"
            })
    void aRuleAboutTheCallerAboveAnyAuthStepIsWarnedOf(String settings, int warnings) {
        List<String> said = faults("headers: {request: {set: {a: b}}}", settings);
        assertThat(said).hasSize(warnings);
        assertThat(said).allMatch(warning -> warning.contains("put it below an auth step"));
    }

    private static List<String> faults(String above, String settings) {
        try (Harness gateway =
                Harness.on("office.yaml", """
                api: office
                routes:
                  - name: a
                    match: GET /a
                    steps:
                      - %s
                      - authorize: %s
                      - respond: {status: 204}
                """.formatted(above, settings)).start()) {
            return gateway.faults().stream().map(fault -> fault.message()).toList();
        }
    }
}

package dev.penstock.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Place;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiSpecTest {
    private final Faults faults = new Faults();

    private ApiSpec read(String yaml) {
        ApiSpec spec = ApiSpec.read(Yamls.node(yaml), new Binder(), faults).orElseThrow();
        assertThat(faults.hasFaults()).as(faults.list().toString()).isFalse();
        return spec;
    }

    @Test
    void everyKeyIsRead() {
        ApiSpec shop = read("""
                penstock: 1
                api: shop
                host: [Shop.example.com, "*.shop.test"]
                path: /shop
                upstreams:
                  catalog:
                    targets: [http://127.0.0.1:9101, {url: "http://127.0.0.1:9102/base", weight: 3}]
                    timeout: 2s
                    connect-timeout: 500ms
                    idle: none
                    max-connections: 10
                    balance: least-requests
                    protocol: http/1.1
                    health: {path: /health, timeout: 2s}
                    eject: {errors: 3}
                  inventory: {targets: http://127.0.0.1:9103}
                steps:
                  - headers: {response: {set: {a: b}}}
                policies:
                  members-only: [{jwt: {}}]
                routes:
                  - name: product page
                    match: GET /products/{id}
                    deadline: 900ms
                    base: false
                    steps: [{use: members-only}, {upstream: catalog}]
                  - {name: stream, match: "/files/{rest*}", deadline: none, steps: {upstream: catalog}}
                """);
        assertThat(shop.place()).isEqualTo(new Place("x.yaml", 2, 6));
        assertThat(shop.api()).isEqualTo("shop");
        assertThat(shop.hosts()).containsExactly("shop.example.com", "*.shop.test");
        assertThat(shop.path()).isEqualTo("/shop");
        assertThat(shop.upstreams())
                .containsExactly(
                        Map.entry(
                                "catalog",
                                new UpstreamSpec(
                                        "catalog",
                                        false,
                                        List.of(
                                                new TargetSpec(URI.create("http://127.0.0.1:9101"), 1),
                                                new TargetSpec(URI.create("http://127.0.0.1:9102/base"), 3)),
                                        new BalanceSpec(BalanceSpec.Way.LEAST_REQUESTS, Optional.empty()),
                                        Duration.ofSeconds(2),
                                        Duration.ofMillis(500),
                                        Optional.of(new Bound(Optional.empty())),
                                        10,
                                        Optional.of(new HealthSpec(
                                                new HealthSpec.ProbePath("/health"),
                                                Duration.ofSeconds(5),
                                                Duration.ofSeconds(2),
                                                3,
                                                2)),
                                        Optional.of(new EjectSpec(3, Duration.ofSeconds(10), Duration.ofSeconds(30))),
                                        Optional.empty(),
                                        Optional.empty())),
                        Map.entry(
                                "inventory",
                                new UpstreamSpec(
                                        "inventory",
                                        false,
                                        List.of(new TargetSpec(URI.create("http://127.0.0.1:9103"), 1)),
                                        new BalanceSpec(BalanceSpec.Way.ROUND_ROBIN, Optional.empty()),
                                        Duration.ofSeconds(15),
                                        Duration.ofSeconds(1),
                                        Optional.empty(),
                                        256,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        assertThat(shop.steps()).isPresent();
        assertThat(shop.policies()).containsOnlyKeys("members-only");
        RouteSpec page = shop.routes().get(0);
        assertThat(page.name()).isEqualTo("product page");
        assertThat(page.place()).isEqualTo(new Place("x.yaml", 22, 11));
        assertThat(page.deadline()).contains(Duration.ofMillis(900));
        assertThat(page.base()).isFalse();
        assertThat(page.match().methods()).containsExactly("GET");
        assertThat(page.match().path().parameters()).containsExactly("id");
        RouteSpec stream = shop.routes().get(1);
        assertThat(stream.deadline()).isEmpty();
        assertThat(stream.base()).isTrue();
        assertThat(stream.match().methods()).isEmpty();
        assertThat(stream.match().path().segments())
                .containsExactly(new PathTemplate.Segment.Literal("files"), new PathTemplate.Segment.Rest("rest"));
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheLanguage() {
        ApiSpec spec = read("api: x\npath: /\nroutes: {name: a, match: GET /, steps: []}\n");
        assertThat(spec.hosts()).isEmpty();
        assertThat(spec.path()).isEmpty();
        assertThat(spec.upstreams()).isEmpty();
        assertThat(spec.steps()).isEmpty();
        assertThat(spec.routes().get(0).deadline()).contains(Duration.ofSeconds(30));
        assertThat(spec.routes().get(0).base()).isTrue();
    }

    @Test
    void theLongMatchIsRead() {
        MatchSpec match = read("""
                        api: x
                        routes:
                          - name: a
                            match:
                              path: /p/{id}
                              methods: [GET, PROPFIND]
                              headers: {X-Tier: [gold, silver], x-n: 1}
                              query: {v: {regex: "[0-9]+"}}
                              host: a.test
                              priority: -2
                            steps: []
                        """).routes().get(0).match();
        assertThat(match.methods()).containsExactly("GET", "PROPFIND");
        assertThat(match.headers()).containsOnlyKeys("x-tier", "x-n");
        assertThat(match.headers().get("x-tier").matches("silver")).isTrue();
        assertThat(match.headers().get("x-tier").matches("bronze")).isFalse();
        assertThat(match.headers().get("x-n").matches("1")).isTrue();
        assertThat(match.query().get("v").matches("12")).isTrue();
        assertThat(match.query().get("v").matches("12a")).isFalse();
        assertThat(match.hosts()).containsExactly("a.test");
        assertThat(match.priority()).isEqualTo(-2);
    }

    @Test
    void aFaultyFileIsReadAsFarAsItGoes() {
        ApiSpec spec = ApiSpec.read(Yamls.node("""
                                api: x
                                upstreams:
                                  u: {targets: ["http://127.0.0.1:9"], timeout: soonish}
                                  v: 7
                                routes:
                                  - {name: a, match: GET /a, deadline: late, steps: []}
                                  - {name: b, match: GET, steps: []}
                                """), new Binder(), faults).orElseThrow();
        assertThat(faults.list()).hasSize(4);
        assertThat(spec.upstreams()).containsOnlyKeys("u", "v");
        assertThat(spec.upstreams().get("u").targets()).hasSize(1);
        assertThat(spec.upstreams().get("u").timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(spec.routes()).extracting(RouteSpec::name).containsExactly("a");
    }

    @Test
    void upstreamsAreEqualWhereverTheyAreWritten() {
        UpstreamSpec one =
                read("api: x\nupstreams: {u: {targets: http://a:1}}\nroutes: [{name: a, match: /, steps: []}]")
                        .upstreams()
                        .get("u");
        UpstreamSpec other =
                read("# moved\n\napi: x\nupstreams:\n  u: {timeout: 15s, targets: [http://a:1]}\nroutes: [{name: a, match: /, steps: []}]")
                        .upstreams()
                        .get("u");
        assertThat(other).isEqualTo(one);
    }
}

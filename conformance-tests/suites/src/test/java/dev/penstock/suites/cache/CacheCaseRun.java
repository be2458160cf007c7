package dev.penstock.suites.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import dev.penstock.fleet.MockAnswer;
import dev.penstock.fleet.MockRequest;
import dev.penstock.suites.cache.CacheCase.After;
import dev.penstock.suites.cache.CacheCase.Ask;
import dev.penstock.suites.cache.CacheCase.Field;
import dev.penstock.suites.cache.CacheCase.Step;
import dev.penstock.suites.cache.CacheCase.Until;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays one case: sends its requests, answers for its upstream, checks what came. */
final class CacheCaseRun {
    /** By so many seconds an age may differ: the clock goes on while a busy machine runs the case. */
    private static final int SLACK = 60;

    private final CacheCase played;
    private final Harness gateway;
    private final String path;
    private final List<MockRequest> asked = new CopyOnWriteArrayList<>();

    CacheCaseRun(CacheCase played, Harness gateway, String path) {
        this.played = played;
        this.gateway = gateway;
        this.path = path;
    }

    /** On the backend's thread. */
    MockAnswer answer(MockRequest request) {
        asked.add(request);
        int number = asked.size();
        List<CacheCase.Origin> origin = played.origin();
        return origin.get(Math.min(number, origin.size()) - 1).answer(number, this::written);
    }

    void run() {
        for (Step step : played.steps()) {
            if (step instanceof After after) {
                gateway.advance(after.time());
            } else if (step instanceof Until until) {
                await(until.body());
            } else if (step instanceof Ask ask) {
                ask(ask);
            }
        }
    }

    private String written(String value) {
        Instant now = gateway.gateway().clock().instant();
        return CacheCase.dated(value, now)
                .replace("{path}", path)
                .replace("{origin}", gateway.uri().toString());
    }

    private void await(String body) {
        for (int i = 0; i < 3000; i++) {
            if (gateway.get(path).body().equals(body)) {
                return;
            }
        }
        throw new AssertionError("expected the body " + body + " in the end, found "
                + gateway.get(path).body());
    }

    private void ask(Ask ask) {
        int before = asked.size();
        List<String> headers = new ArrayList<>();
        for (Field field : ask.fields()) {
            headers.add(field.name());
            headers.add(written(field.value()));
        }
        String body = ask.method().equals("GET") || ask.method().equals("HEAD") ? "" : "x";
        HttpResponse<String> answer =
                gateway.send(ask.method(), path + ask.path(), body, headers.toArray(String[]::new));
        List<MockRequest> upstream = asked.subList(before, asked.size());
        for (String check : ask.checks()) {
            new Checked(answer, upstream).check(check, ask.method() + ask.path() + " => " + check);
        }
    }

    /** An answer, and what the upstream was asked for it. */
    private record Checked(HttpResponse<String> answer, List<MockRequest> upstream) {
        void check(String check, String what) {
            String shown = what + " of " + answer + " " + answer.headers().map();
            switch (check) {
                case "hit" -> from(shown, 0, "penstock; hit");
                case "refused" -> from(shown, 0, "penstock; detail=only-if-cached");
                case "fetched" -> {
                    from(shown, 1, "penstock; fwd=");
                    assertThat(isConditional()).as(shown).isFalse();
                }
                case "validated" -> {
                    from(shown, 1, "penstock; fwd=");
                    assertThat(isConditional()).as(shown).isTrue();
                }
                default -> value(check, shown);
            }
        }

        private void from(String shown, int calls, String status) {
            assertThat(upstream).as(shown).hasSize(calls);
            assertThat(header("cache-status")).as(shown).startsWith(status);
        }

        private void value(String check, String shown) {
            if (check.equals("body")) {
                assertThat(answer.body()).as(shown).isEmpty();
            } else if (check.matches("\\d{3}")) {
                assertThat(answer.statusCode()).as(shown).isEqualTo(Integer.parseInt(check));
            } else if (check.startsWith("!")) {
                assertThat(answer.headers().firstValue(check.substring(1)))
                        .as(shown)
                        .isEmpty();
            } else if (check.startsWith("asked !")) {
                assertThat(upstream.get(0).headers().contains(check.substring(7)))
                        .as(shown)
                        .isFalse();
            } else if (check.startsWith("asked ")) {
                Field field = Field.parse(check.substring(6));
                assertThat(upstream.get(0).header(field.name())).as(shown).isEqualTo(field.value());
            } else if (check.startsWith("body ")) {
                assertThat(answer.body()).as(shown).isEqualTo(check.substring(5));
            } else if (check.startsWith("age ")) {
                int least = Integer.parseInt(check.substring(4));
                assertThat(Integer.parseInt(header("age"))).as(shown).isBetween(least, least + SLACK);
            } else if (check.startsWith("ttl ")) {
                int most = Integer.parseInt(check.substring(4));
                assertThat(Integer.parseInt(header("cache-status").replaceAll(".*ttl=(-?\\d+).*", "$1")))
                        .as(shown)
                        .isBetween(most - SLACK, most);
            } else if (check.startsWith("status ")) {
                assertThat(header("cache-status")).as(shown).contains(check.substring(7));
            } else {
                Field field = Field.parse(check);
                assertThat(header(field.name())).as(shown).isEqualTo(field.value());
            }
        }

        private boolean isConditional() {
            MockRequest request = upstream.get(0);
            return request.headers().contains("if-none-match")
                    || request.headers().contains("if-modified-since");
        }

        private String header(String name) {
            return String.join(", ", answer.headers().allValues(name));
        }
    }
}

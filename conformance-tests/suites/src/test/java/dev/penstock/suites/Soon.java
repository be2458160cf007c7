package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for the effect of a change by looking at it again and again. */
public final class Soon {
    /** How long an edit may take to be live. */
    public static final Duration LIVE = Duration.ofSeconds(2);

    private Soon() {}

    /** Looks until it sees this, for as long as an edit may take to be live. */
    public static <T> void sees(Supplier<T> effect, T expected) {
        assertThat(until(LIVE, effect, expected::equals))
                .as("within " + LIVE.toMillis() + " ms")
                .isEqualTo(expected);
    }

    /** Looks until the text holds this, for as long as an edit may take to be live. */
    public static void reads(Supplier<String> effect, String part) {
        assertThat(until(LIVE, effect, text -> text.contains(part)))
                .as("within " + LIVE.toMillis() + " ms")
                .contains(part);
    }

    /** Looks until it is so; the last that was seen. */
    public static <T> T until(Duration limit, Supplier<T> effect, Predicate<T> wanted) {
        long patience = System.nanoTime() + limit.toNanos();
        T seen = effect.get();
        while (!wanted.test(seen) && System.nanoTime() < patience) {
            Thread.onSpinWait();
            seen = effect.get();
        }
        return seen;
    }

    /** An admin page, with its status before it. */
    public static String admin(Harness gateway, String method, String page, String... headers) {
        HttpResponse<String> answer = ask(gateway, method, page, headers);
        return answer.statusCode() + " " + answer.body();
    }

    public static HttpResponse<String> ask(Harness gateway, String method, String page, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.adminUri().resolve(page))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return gateway.send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The value of a series, as it is named on the metrics page; "none" where it is not. */
    public static String metric(Harness gateway, String series) {
        return ask(gateway, "GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .findFirst()
                .orElse("none");
    }
}

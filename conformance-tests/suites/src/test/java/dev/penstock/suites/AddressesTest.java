package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.fleet.Harness;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A target whose host is a name: each of its addresses is one target. */
@Timeout(60)
class AddressesTest {
    private static final Duration AGAIN = Duration.ofSeconds(31);

    private final RawBackend one = backend("127.0.0.1", 0);
    private final RawBackend two = backend("127.0.0.2", one.port());
    private volatile Future<List<InetAddress>> found = addresses("127.0.0.1", "127.0.0.2");

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
    }

    /** Answers its address and the host that it was asked for. */
    private static RawBackend backend(String address, int port) {
        return RawBackend.playing(address, port, (head, socket) -> {
            String host = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))
                    .findFirst()
                    .orElse("none");
            String body = address + " " + host.substring(5).strip();
            RawBackend.write(
                    socket,
                    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            socket.close();
        });
    }

    private static Future<List<InetAddress>> addresses(String... texts) {
        return Future.succeededFuture(Arrays.stream(texts)
                .map(text -> {
                    try {
                        return InetAddress.getByName(text);
                    } catch (UnknownHostException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .toList());
    }

    private Harness start(String more) {
        return Harness.on("t.yaml", """
                        api: t
                        upstreams: {b: {targets: "http://shop.invalid:%s"%s}}
                        routes: [{name: x, match: GET /x, steps: [{upstream: b}]}]
                        """.formatted(one.port(), more))
                .addresses(host -> found)
                .start();
    }

    private List<String> asked(Harness gateway) {
        return IntStream.range(0, 6)
                .mapToObj(i -> gateway.get("/x").body())
                .distinct()
                .sorted()
                .toList();
    }

    private String from(String address) {
        return address + " shop.invalid:" + one.port();
    }

    @Test
    void eachAddressIsATargetAndTheHostStaysTheName() {
        try (Harness gateway = start("")) {
            assertThat(asked(gateway)).containsExactly(from("127.0.0.1"), from("127.0.0.2"));
            assertThat(Soon.admin(gateway, "GET", "/routes").replaceAll("\\s", ""))
                    .contains("\"address\":\"127.0.0.1\"", "\"address\":\"127.0.0.2\"");
        }
    }

    @Test
    void addressesThatChangeAreTakenUp() {
        try (Harness gateway = start("")) {
            found = addresses("127.0.0.2");
            gateway.advance(AGAIN);
            assertThat(asked(gateway)).containsExactly(from("127.0.0.2"));
            found = addresses("127.0.0.1", "127.0.0.2");
            gateway.advance(AGAIN);
            assertThat(asked(gateway)).hasSize(2);
        }
    }

    @Test
    void aLookUpThatFailsChangesNothing() {
        try (Harness gateway = start("")) {
            for (Future<List<InetAddress>> worse : List.of(
                    Future.<List<InetAddress>>failedFuture(new UnknownHostException("shop.invalid")), addresses())) {
                found = worse;
                gateway.advance(AGAIN);
                assertThat(asked(gateway)).hasSize(2);
            }
        }
    }

    @Test
    void aNameThatNeverResolvesIs502() {
        found = Future.failedFuture(new UnknownHostException("shop.invalid"));
        try (Harness gateway = start("")) {
            var answer = gateway.get("/x");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("proxy-status")).contains("penstock; error=dns_error");
            found = addresses("127.0.0.1");
            gateway.advance(AGAIN);
            assertThat(asked(gateway)).containsExactly(from("127.0.0.1"));
        }
    }

    /** As most names have both, and most backends listen on one. */
    @Test
    void ofTwoFamiliesTheOlderOneIsUsed() {
        found = addresses("::1", "127.0.0.1");
        try (Harness gateway = start("")) {
            assertThat(asked(gateway)).containsExactly(from("127.0.0.1"));
        }
    }

    @Test
    void oneOfTheAddressesMayBeEjected() throws Exception {
        two.close();
        try (Harness gateway = start(", eject: {errors: 2, within: 10m, for: 10m}")) {
            List<Integer> statuses = IntStream.range(0, 20)
                    .mapToObj(i -> gateway.get("/x").statusCode())
                    .filter(status -> status != 200)
                    .toList();
            assertThat(statuses).containsExactly(502, 502);
        }
    }
}

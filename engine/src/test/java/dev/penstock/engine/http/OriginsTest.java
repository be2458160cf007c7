package dev.penstock.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Cidr;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    private static final List<Cidr> TRUSTED = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8"));

    private final Origins origins = new Origins(address -> Cidr.anyContains(TRUSTED, address));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "9.9.9.9          | 1.2.3.4                      | -                                    | 9.9.9.9",
                "10.0.0.1         | -                            | -                                    | 10.0.0.1",
                "10.0.0.1         | 1.2.3.4                      | -                                    | 1.2.3.4",
                "::ffff:10.0.0.1  | 1.2.3.4                      | -                                    | 1.2.3.4",
                "10.0.0.1         | 6.6.6.6, 1.2.3.4             | -                                    | 1.2.3.4",
                "10.0.0.1         | 1.2.3.4, 10.9.9.9            | -                                    | 1.2.3.4",
                "10.0.0.1         | 10.7.7.7, 10.9.9.9           | -                                    | 10.7.7.7",
                "10.0.0.1         | 1.2.3.4, nonsense, 10.9.9.9  | -                                    | 10.9.9.9",
                "10.0.0.1         | 1.2.3.4:5678                 | -                                    | 1.2.3.4",
                "10.0.0.1         | [2001:db8::1]:5678           | -                                    | 2001:db8::1",
                "10.0.0.1         | 2001:db8::1, fd00::7         | -                                    | 2001:db8::1",
                "10.0.0.1         | 1.2.3.256                    | -                                    | 10.0.0.1",
                "10.0.0.1         | -                            | for=1.2.3.4;proto=https              | 1.2.3.4",
                "10.0.0.1         | -                            | for=6.6.6.6, For=\"[2001:db8::1]:4\" | 2001:db8::1",
                "10.0.0.1         | -                            | for=_hidden                          | 10.0.0.1",
                "10.0.0.1         | 1.2.3.4                      | for=6.6.6.6                          | 1.2.3.4",
                "10.0.0.1         | 2001:DB8:0:0::1              | -                                    | 2001:db8::1",
                "10.0.0.1         | ::ffff:9.9.9.9               | -                                    | 9.9.9.9",
                "10.0.0.1         | 1:2                          | -                                    | 10.0.0.1",
                "10.0.0.1         | dead:80                      | -                                    | 10.0.0.1",
                "10.0.0.1         | ::::                         | -                                    | 10.0.0.1",
                "10.0.0.1         | [1:2]                        | -                                    | 10.0.0.1",
                "10.0.0.1         | [9.9.9.9]:80                 | -                                    | 10.0.0.1",
                "10.0.0.1         | 9.9.9.9:99999                | -                                    | 10.0.0.1",
                "10.0.0.1         | 09.9.9.9                     | -                                    | 10.0.0.1",
            })
    void theClientIsTheLastAddressThatIsNotTrusted(String peer, String list, String forwarded, String client) {
        MultiMap headers = HttpHeaders.headers();
        if (list != null) {
            headers.set("x-forwarded-for", list);
        }
        if (forwarded != null) {
            headers.set("forwarded", forwarded);
        }
        assertThat(origins.of(peer, "http", "h", headers).client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "9.9.9.9, https, shop.test, http, h",
        "10.0.0.1, https, shop.test:8443, https, shop.test:8443",
        "10.0.0.1, gopher, bad host, http, h",
        "10.0.0.1, 'http, https', 'a.test, B.test', https, b.test",
    })
    void aTrustedPeerSaysSchemeAndHost(String peer, String proto, String asked, String scheme, String host) {
        MultiMap headers = HttpHeaders.headers().set("x-forwarded-proto", proto).set("x-forwarded-host", asked);
        Origin origin = origins.of(peer, "http", "h", headers);
        assertThat(origin.scheme()).isEqualTo(scheme);
        assertThat(origin.host()).isEqualTo(host);
    }
}

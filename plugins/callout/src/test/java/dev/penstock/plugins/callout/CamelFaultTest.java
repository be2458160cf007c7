package dev.penstock.plugins.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of {@code camel} that are refused when the file is loaded, with their place. */
class CamelFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'sftp:host/in?password=geheim123' | 7:21 | no Camel component is named 'sftp': put its jars into plugins/camel/",
                "to: 'probe:x?passwrod=geheim123&password=geheim123' | 7:21 | the component 'probe' has no option 'passwrod': correct or remove it",
                "to: 'http://127.0.0.1:9/x?connectTimeout=geheim123' | 7:21 | does not take this value of its option 'connectTimeout'",
                "to: 'http://127.0.0.1:9/${path.id}' | 7:21 | the same for all requests, found an expression in it: put what differs into 'headers' or 'body'",
                "to: /in | 7:21 | begin with the name of a component and a colon",
                "to: [a] | 7:21 | expected a text, found a list",
                "headers: {a: b} | 7:16 | missing key 'to'",
                "to: 'http://127.0.0.1:9/x', timeout: 0s | 7:45 | more than zero",
                "to: 'http://127.0.0.1:9/x', reply: all | 7:52 | body, none",
                "to: 'http://127.0.0.1:9/x', headers: {'a b': c} | 7:55 | the name of a header",
                "to: 'http://127.0.0.1:9/x', bodi: c | 7:45 | did you mean 'body'"
            })
    void aFaultHasItsPlaceAndTheMendAndNoSecret(String settings, String place, String message) {
        List<Fault> faults = faults(settings);
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).toString())
                .contains("a.yaml:" + place + ": ")
                .contains(message)
                .doesNotContain("geheim123");
    }

    @Test
    void whatTheEnvironmentInsertsIsPartOfTheUri() {
        try (Harness gateway = Harness.on("a.yaml", Site.file("- camel: {to: \"${env:LEGACY}/x\"}"))
                .environment("LEGACY", "http://127.0.0.1:9")
                .start()) {
            assertThat(gateway.faults()).isEmpty();
            assertThat(gateway.get("/a/1").statusCode()).isEqualTo(502);
        }
    }

    private static List<Fault> faults(String settings) {
        try (Harness gateway = Site.with("- camel: {%s}".formatted(settings))) {
            return gateway.faults();
        }
    }
}

package dev.penstock.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void aTraceIsContinuedWithASpanOfItsOwn() {
        MultiMap sent = into(of("00-" + ID + "-" + SPAN + "-01", "vendor=x"));
        assertThat(sent.get("traceparent"))
                .matches("00-" + ID + "-[0-9a-f]{16}-01")
                .doesNotContain(SPAN);
        assertThat(sent.get("tracestate")).isEqualTo("vendor=x");
        assertThat(into(of("00-" + ID + "-" + SPAN + "-01", null)).get("traceparent"))
                .isNotEqualTo(sent.get("traceparent"));
    }

    @Test
    void aStateOfSeveralLinesIsOneList() {
        MultiMap received = HttpHeaders.headers()
                .set("traceparent", "00-" + ID + "-" + SPAN + "-01")
                .add("tracestate", "a=1");
        received.add("tracestate", "b=2");
        assertThat(into(Trace.of(received)).get("tracestate")).isEqualTo("a=1,b=2");
        received.add("traceparent", "00-" + ID + "-" + SPAN + "-01");
        assertThat(Trace.of(received).id()).isNotEqualTo(ID);
    }

    @Test
    void aLaterVersionIsContinuedAsThisOne() {
        assertThat(of("cc-" + ID + "-" + SPAN + "-01-what-comes", null).id()).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.x",
            })
    void whatIsNoTraceBeginsOne(String parent) {
        Trace trace = of(parent, "vendor=x");
        assertThat(trace.id()).matches("[0-9a-f]{32}").isNotEqualTo(ID);
        assertThat(into(trace).get("traceparent")).matches("00-" + trace.id() + "-[0-9a-f]{16}-00");
        assertThat(into(trace).contains("tracestate")).isFalse();
    }

    private static Trace of(String parent, String state) {
        MultiMap headers = HttpHeaders.headers().set("traceparent", parent);
        if (state != null) {
            headers.set("tracestate", state);
        }
        return Trace.of(headers);
    }

    private static MultiMap into(Trace trace) {
        MultiMap headers = HttpHeaders.headers();
        trace.into(headers);
        return headers;
    }
}

package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.sdk.Reply;
import dev.penstock.sdk.testkit.Nodes;
import dev.penstock.sdk.testkit.StepTest;
import dev.penstock.sdk.testkit.TestCall;
import dev.penstock.sdk.testkit.TestHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingPluginTest {
    private final TestHost host = new TestHost();

    @Test
    void itWritesItsTextIntoTheAnswer() {
        StepTest step = step("hello ${request.path}", "x-hello");

        Reply reply = step.run(TestCall.get("/a"), below -> Reply.of(204)).result();

        assertEquals(204, reply.status());
        assertEquals("hello /a", reply.headers().get("x-hello"));
        assertEquals(1, host.metrics().value("penstock_greeting_total", "step", "test/test/1"));
    }

    @Test
    void aHeaderThatIsNoneIsAFault() {
        assertEquals(
                List.of("expected the name of a header field, found 'x hello'"),
                step("hello", "x hello").faults());
    }

    private StepTest step(String text, String header) {
        return StepTest.of(new GreetingPlugin(), new GreetingPlugin.Config(Nodes.of(text), header), host);
    }
}

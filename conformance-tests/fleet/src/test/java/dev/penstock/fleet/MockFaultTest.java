package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MockFaultTest {
    private final MockServer server = MockServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient asked(MockFault fault) throws IOException {
        server.on("GET /x", MockAnswer.text("0123456789").failing(fault));
        return new RawClient(server.port()).get("/x");
    }

    @Test
    void aResetIsSeenAsOneByTheClient() throws IOException {
        try (RawClient client = asked(MockFault.RESET)) {
            assertThatThrownBy(client::readToEnd)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void anEmptyAnswerIsAnOrderlyEndWithoutAByte() throws IOException {
        try (RawClient client = asked(MockFault.EMPTY)) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aTruncatedAnswerAnnouncesMoreThanItSends() throws IOException {
        try (RawClient client = asked(MockFault.TRUNCATE)) {
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("content-length: 10\r\n")
                    .endsWith("\r\n\r\n01234");
        }
    }

    @Test
    void aTruncatedAnswerWithoutABodyAnnouncesOneAllTheSame() throws IOException {
        server.on("GET /y", MockAnswer.status(200).failing(MockFault.TRUNCATE));
        try (RawClient client = new RawClient(server.port()).get("/y")) {
            assertThat(client.readToEnd())
                    .containsIgnoringCase("content-length: 2\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void garbageIsNoHttp() throws IOException {
        try (RawClient client = asked(MockFault.GARBAGE)) {
            assertThat(client.readToEnd())
                    .isNotEmpty()
                    .doesNotContain("HTTP/1.1")
                    .contains("no HTTP");
        }
    }

    @Test
    void aHangingBackendSendsNothingUntilTheClientLeaves() throws IOException {
        try (RawClient client = asked(MockFault.HANG)) {
            server.awaitCalls(1);
            client.socket().setSoTimeout(100);
            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.left()).isEmpty();
        }
        assertThat(server.awaitLeft(1)).hasToString("[GET /x]");
    }

    @Test
    void aBrokenBackendServesTheNextConnection() throws IOException {
        for (MockFault fault : MockFault.values()) {
            RawClient client = asked(fault);
            server.awaitCalls(1);
            client.close();
            server.forget();
        }
        server.on("GET /fine", MockAnswer.text("fine"));
        try (RawClient client = new RawClient(server.port()).get("/fine")) {
            assertThat(client.readUntil("fine")).contains("200 OK");
        }
    }

    @Test
    void aFaultIsNoClientThatLeft() throws IOException {
        for (MockFault fault : new MockFault[] {MockFault.EMPTY, MockFault.TRUNCATE, MockFault.GARBAGE}) {
            try (RawClient client = asked(fault)) {
                client.readToEnd();
            }
        }
        assertThat(server.calls("GET /x")).isEqualTo(3);
        assertThat(server.left()).isEmpty();
    }
}

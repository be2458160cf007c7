package dev.penstock.suites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.config.Fault;
import dev.penstock.fleet.Harness;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A component that is not the gateway's own, from jars in {@code plugins/camel}, against a server of its kind. */
class FtpTest {
    /** Its jars are copied there by the build; none of them is on the class path. */
    private static final Path PLUGINS = Path.of("target/plugins").toAbsolutePath();

    @TempDir
    private Path home;

    private FtpServer server;
    private int port;

    @BeforeEach
    void start() throws FtpException {
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(0);
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        BaseUser user = new BaseUser();
        user.setName("shop");
        user.setPassword("geheim123");
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        server = factory.createServer();
        server.start();
        port = factory.getListener("default").getPort();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void anOrderBecomesAFile() throws IOException {
        try (Harness gateway = dropping("geheim123")) {
            assertThat(gateway.faults()).isEmpty();
            HttpResponse<String> answer = gateway.send(
                    "POST",
                    "/orders/41",
                    "{\"item\":\"Kettle ü\"}",
                    "CamelFileName",
                    "../evil",
                    "camelfilename",
                    "evil");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(gateway.send("POST", "/orders/42", "{\"item\":1}").statusCode())
                    .isEqualTo(202);
        }
        assertThat(Files.readString(home.resolve("in/order-41.json")))
                .isEqualTo("{\"id\":\"41\",\"item\":\"Kettle ü\"}");
        assertThat(home.resolve("in")).isDirectoryContaining("glob:**/order-42.json");
        assertThat(home.resolve("evil")).doesNotExist();
    }

    @Test
    void whatTheServerRefusesStaysInside() {
        try (Harness gateway = dropping("falsch123")) {
            HttpResponse<String> answer = gateway.send("POST", "/orders/41", "{\"item\":1}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .contains("the component failed")
                    .doesNotContain("falsch", "shop@", "127.0.0.1", "530");
        }
    }

    @Test
    void withoutItsJarsThereIsNoSuchComponent() {
        try (Harness gateway = Harness.on("orders.yaml", file("geheim123")).start()) {
            assertThat(gateway.faults())
                    .extracting(Fault::message)
                    .containsExactly(
                            "no Camel component is named 'ftp': put its jars into plugins/camel/ and start again, or correct the name");
        }
    }

    private Harness dropping(String password) {
        return Harness.on("orders.yaml", file(password))
                .settings("plugins: " + PLUGINS)
                .start();
    }

    private String file(String password) {
        return """
                api: orders
                path: /orders
                routes:
                  - name: drop
                    match: POST /{id}
                    steps:
                      - camel:
                          to: ftp://127.0.0.1:%d/in?username=shop&password=%s&passiveMode=true&throwExceptionOnConnectFailed=true&maximumReconnectAttempts=0
                          headers: {CamelFileName: "order-${path.id}.json"}
                          body: {id: "${path.id}", item: "${body.item}"}
                          reply: none
                """.formatted(port, password);
    }
}

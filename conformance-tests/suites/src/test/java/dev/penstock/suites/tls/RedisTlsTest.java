package dev.penstock.suites.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engine.redis.RedisStore;
import dev.penstock.suites.redis.RedisProcess;
import dev.penstock.suites.redis.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that speaks TLS and wants to see a certificate. */
class RedisTlsTest {
    private static final TestCa CA = TestCa.root("root");
    private static final TestCa OTHER = TestCa.root("other");

    @TempDir
    Path folder;

    private RedisProcess redis(TestCa.Issued issued, String clients) throws IOException {
        RedisProcess redis = RedisProcess.unstarted(
                "--port",
                "0",
                "--tls-port",
                "PORT",
                "--tls-cert-file",
                "cert.pem",
                "--tls-key-file",
                "key.pem",
                "--tls-ca-cert-file",
                "ca.pem",
                "--tls-auth-clients",
                clients);
        Files.writeString(redis.folder().resolve("cert.pem"), issued.cert());
        Files.writeString(redis.folder().resolve("key.pem"), issued.pemKey());
        Files.writeString(redis.folder().resolve("ca.pem"), CA.cert());
        redis.begin();
        return redis;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void whoIsTrustedAndShownIsWhatTheFileSays() throws Exception {
        TestCa.Issued own = CA.issue("gateway");
        write("ca.pem", CA.cert());
        write("other.pem", OTHER.cert());
        write("c.pem", own.cert());
        write("k.pem", own.pemKey());
        try (RedisProcess open = redis(CA.issue("localhost"), "no");
                RedisProcess closed = redis(CA.issue("localhost"), "yes");
                RedisProcess misnamed = redis(CA.issue("elsewhere.test"), "no");
                Stores stores = new Stores(folder)) {
            List<RedisStore> bad = Stream.of(
                            dialled(stores, open, ""),
                            dialled(stores, open, ", tls: {ca: other.pem}"),
                            dialled(stores, misnamed, ", tls: {ca: ca.pem}"),
                            dialled(stores, closed, ", tls: {ca: ca.pem}"))
                    .toList();
            List<RedisStore> good = Stream.of(
                            dialled(stores, open, ", tls: {ca: ca.pem}"),
                            dialled(stores, open, ", tls: {verify: false}"),
                            dialled(stores, misnamed, ", tls: {verify: false}"),
                            dialled(stores, closed, ", tls: {ca: ca.pem, cert: c.pem, key: k.pem}"))
                    .toList();
            good.forEach(store -> Stores.isUp(store, true));
            bad.forEach(store -> assertThat(store.isUp()).isFalse());
        }
    }

    private static RedisStore dialled(Stores stores, RedisProcess redis, String more) throws IOException {
        return stores.dialled("{url: \"rediss://localhost:" + redis.port() + "\"" + more + "}");
    }
}

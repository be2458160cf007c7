package dev.penstock.engine.redis;

import dev.penstock.engine.config.RedisSpec;
import dev.penstock.engine.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.Duration;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SslVerificationMode;
import org.redisson.config.SubscriptionMode;

/** What is written in {@code penstock.yaml}, as Redisson takes it. */
final class RedissonConfig {
    /** What takes longer counts as silent anyway. */
    private static final int TIMEOUT_MS = 500;

    private static final int CONNECT_MS = 1_000;
    private static final int CONNECTIONS = 64;
    private static final int IDLE_CONNECTIONS = 2;
    /** How soon it is found that a master, or the owner of keys, is another. */
    private static final int SCAN_MS = 1_000;
    /** Back within this and one probe. */
    private static final Duration REDIAL = Duration.ofMillis(500);

    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int THREADS = 2;

    private RedissonConfig() {}

    static Config of(RedisSpec spec, ClientTls tls, Vertx vertx) throws Exception {
        Config config = new Config();
        // Its own few threads: a call that waits for an answer on a loop of the gateway would stall that loop.
        config.setThreads(THREADS).setNettyThreads(THREADS).setCodec(ByteArrayCodec.INSTANCE);
        spec.user().ifPresent(config::setUsername);
        spec.password().ifPresent(config::setPassword);
        secure(config, spec, tls, vertx);
        String[] servers = spec.servers().stream().map(URI::toString).toArray(String[]::new);
        switch (spec.mode()) {
            case SINGLE ->
                common(config.useSingleServer()
                        .setAddress(servers[0])
                        .setDatabase(spec.database())
                        .setConnectionPoolSize(CONNECTIONS)
                        .setConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                        .setSubscriptionConnectionMinimumIdleSize(1));
            case CLUSTER -> {
                ClusterServersConfig cluster =
                        config.useClusterServers().addNodeAddress(servers).setScanInterval(SCAN_MS);
                common(masters(cluster));
            }
            case SENTINEL -> {
                SentinelServersConfig sentinels = config.useSentinelServers()
                        .addSentinelAddress(servers)
                        .setMasterName(spec.master().orElseThrow())
                        .setDatabase(spec.database())
                        .setScanInterval(SCAN_MS)
                        // One sentinel that can be reached is enough.
                        .setCheckSentinelsList(false);
                common(masters(sentinels));
            }
        }
        return config;
    }

    private static void common(BaseConfig<?> servers) {
        servers.setTimeout(TIMEOUT_MS)
                .setConnectTimeout(CONNECT_MS)
                .setRetryAttempts(1)
                .setRetryDelay(new ConstantDelay(AGAIN))
                .setReconnectionDelay(new ConstantDelay(REDIAL));
    }

    /** Counts are read where they are written: a replica lags. */
    private static <T extends BaseMasterSlaveServersConfig<T>> T masters(T servers) {
        return servers.setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1);
    }

    private static void secure(Config config, RedisSpec spec, ClientTls tls, Vertx vertx) throws Exception {
        if (!spec.isSecure()) {
            return;
        }
        if (!tls.verify()) {
            config.setSslVerificationMode(SslVerificationMode.NONE);
        }
        if (tls.ca().isPresent()) {
            config.setSslTrustManagerFactory(
                    new PemTrustOptions().addCertValue(tls.ca().get()).getTrustManagerFactory(vertx));
        }
        if (tls.identity().isPresent()) {
            ClientTls.Shown own = tls.identity().get();
            config.setSslKeyManagerFactory(new PemKeyCertOptions()
                    .addCertValue(own.cert())
                    .addKeyValue(own.key())
                    .getKeyManagerFactory(vertx));
        }
    }
}

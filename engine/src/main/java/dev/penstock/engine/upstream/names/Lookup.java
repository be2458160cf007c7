package dev.penstock.engine.upstream.names;

import dev.penstock.sdk.Scheduler;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Looks a name up, at once and then again and again; a look-up that fails changes nothing. */
public final class Lookup {
    private static final System.Logger LOG = System.getLogger(Lookup.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final String host;
    private final Resolver resolver;
    private final Consumer<List<InetAddress>> found;
    private final Scheduler.Timer timer;
    private volatile boolean stopped;

    /** @param found told of the addresses of one family: IPv4 where there is one, in no certain order */
    public Lookup(String host, Resolver resolver, Scheduler scheduler, Consumer<List<InetAddress>> found) {
        this.host = host;
        this.resolver = resolver;
        this.found = found;
        this.timer = scheduler.every(INTERVAL, this::look);
        look();
    }

    /** Whether this is a name, and not an address itself. */
    public static boolean isNeeded(String host) {
        return !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
    }

    private Future<Void> look() {
        return resolver.resolve(host).transform(looked -> {
            if (looked.failed()) {
                LOG.log(System.Logger.Level.DEBUG, host + " could not be resolved", looked.cause());
            } else if (!stopped && !looked.result().isEmpty()) {
                found.accept(oneFamily(looked.result()));
            }
            return Future.succeededFuture();
        });
    }

    private static List<InetAddress> oneFamily(List<InetAddress> all) {
        List<InetAddress> v4 =
                all.stream().filter(Inet4Address.class::isInstance).distinct().toList();
        return v4.isEmpty() ? all.stream().distinct().toList() : v4;
    }

    public void stop() {
        stopped = true;
        timer.cancel();
    }
}

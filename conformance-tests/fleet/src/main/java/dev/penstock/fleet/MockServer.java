package dev.penstock.fleet;

import dev.penstock.fleet.Rules.Rule;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One backend: HTTP/1.1 on a real loopback socket, which answers what its rules say, breaks as they say, and remembers
 * what it saw. A request that no rule matches is answered 404 and {@linkplain #unmatched reported}.
 *
 * <p>Made and asked by any thread. The code of a rule runs on the server's one event loop and must not block it; an
 * answer that takes time is a future.
 */
public final class MockServer implements AutoCloseable {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_HEAD = 256 * 1024;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("mock", true), NioIoHandler.newFactory());
    private final Channel listening;
    private final Journal journal = new Journal();
    private volatile Rules rules;
    private volatile Optional<InstantSource> clock = Optional.empty();
    private volatile Optional<MockAnswer> always = Optional.empty();
    private volatile boolean closing;

    private MockServer(int port, Rules rules) {
        this.rules = rules;
        this.listening = listen(port);
    }

    /** A backend without rules, on a free port. */
    public static MockServer start() {
        return start(0, List.of());
    }

    /**
     * A backend on this port.
     *
     * @param port 0: any free one
     * @throws IllegalStateException when the port is taken
     */
    public static MockServer start(int port, List<MockRule> rules) {
        return new MockServer(port, Rules.of(rules));
    }

    /** Where it listens, such as {@code http://127.0.0.1:40001}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Answers these requests with this from now on, see {@link RequestPattern}. */
    public MockServer on(String request, MockAnswer answer) {
        return onLater(request, seen -> answer.now());
    }

    /** Answers these requests with what the function makes of them from now on. */
    public MockServer on(String request, Function<MockRequest, MockAnswer> answer) {
        return onLater(request, seen -> answer.apply(seen).now());
    }

    /** Answers these requests, from now on, once the future that the function returns is complete. */
    public MockServer onLater(String request, Function<MockRequest, Future<MockAnswer>> answer) {
        rules = rules.with(new Rule(RequestPattern.parse(request), answer));
        return this;
    }

    /** Lays these rules over the others, in the place of those that were laid over them before. */
    public void layOver(List<MockRule> top) {
        rules = rules.under(top);
    }

    /** Answers every request with this from now on, whatever its rules say. */
    public MockServer always(MockAnswer answer) {
        always = Optional.of(answer);
        return this;
    }

    /** Writes {@code Date} by this clock from now on; without one no {@code Date} is written. */
    public MockServer clock(InstantSource clock) {
        this.clock = Optional.of(clock);
        return this;
    }

    /** Ends each connection with its first answer from now on. */
    public MockServer closing() {
        closing = true;
        return this;
    }

    /** Every request since the start, or since it was told to forget. */
    public List<MockRequest> calls() {
        return journal.calls();
    }

    /** How many requests the rule of this pattern answered. */
    public int calls(String request) {
        return journal.count(RequestPattern.parse(request));
    }

    /** The requests that no rule matched. */
    public List<MockRequest> unmatched() {
        return journal.unmatched();
    }

    /** The requests whose client closed the connection before the answer had ended. */
    public List<MockRequest> left() {
        return journal.left();
    }

    /**
     * Waits until so many requests have come.
     *
     * @throws IllegalStateException when they have not within ten seconds
     */
    public List<MockRequest> awaitCalls(int number) {
        return journal.awaitCalls(number);
    }

    /**
     * Waits until so many clients have {@linkplain #left left}.
     *
     * @throws IllegalStateException when they have not within ten seconds
     */
    public List<MockRequest> awaitLeft(int number) {
        return journal.awaitLeft(number);
    }

    /** Waits until so many requests have come, but no longer than this; whether they have. */
    public boolean sawWithin(Duration limit, int number) {
        return journal.await(limit, number);
    }

    /** Forgets what it saw, and the rules that were laid over. */
    public void forget() {
        journal.clear();
        rules = rules.under(List.of());
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    Journal journal() {
        return journal;
    }

    boolean isClosing() {
        return closing;
    }

    Optional<String> date() {
        return clock.map(now -> DATE.format(now.instant()));
    }

    Future<MockAnswer> answer(MockRequest request) {
        if (always.isPresent()) {
            journal.matched(request, new RequestPattern(request.method(), request.path(), Optional.empty()));
            return always.get().now();
        }
        Optional<Rule> rule = rules.find(request);
        if (rule.isEmpty()) {
            journal.unmatched(request);
            return MockAnswer.json(404, Map.of("error", "no mock for " + request))
                    .now();
        }
        journal.matched(request, rule.get().on());
        try {
            return rule.get().answer().apply(request).otherwise(MockServer::broken);
        } catch (RuntimeException | AssertionError thrown) {
            return broken(thrown).now();
        }
    }

    private static MockAnswer broken(Throwable thrown) {
        return MockAnswer.json(500, Map.of("error", "the mock threw " + thrown));
    }

    private Channel listen(int port) {
        ServerBootstrap server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        HttpDecoderConfig limits = new HttpDecoderConfig()
                                .setMaxInitialLineLength(LONGEST_HEAD)
                                .setMaxHeaderSize(LONGEST_HEAD);
                        client.pipeline()
                                .addLast(new HttpServerCodec(limits))
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new MockConnection(MockServer.this));
                    }
                });
        var bound = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IllegalStateException("port " + port + " is taken", bound.cause());
        }
        return bound.channel();
    }
}

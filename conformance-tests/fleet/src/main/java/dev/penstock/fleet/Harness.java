package dev.penstock.fleet;

import dev.penstock.engine.Gateway;
import dev.penstock.engine.Wiring;
import dev.penstock.engine.config.Fault;
import dev.penstock.engine.config.Faults;
import dev.penstock.engine.config.GatewaySpec;
import dev.penstock.engine.upstream.names.Resolver;
import dev.penstock.sdk.Place;
import dev.penstock.sdk.RouteName;
import dev.penstock.sdk.TestTokens;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A gateway inside this JVM, on pipeline files of a test's own: real sockets on free loopback ports, the steps of the
 * plugins on the class path, a clock that the test moves.
 *
 * <pre>{@code
 * try (MockServer backend = MockServer.start().on("GET /p/7", MockAnswer.json(Map.of("id", 7)));
 *         Harness gateway = Harness.on("shop.yaml", """
 *                 api: shop
 *                 upstreams: {catalog: {targets: ["%s"]}}
 *                 routes: [{name: product, match: "GET /p/{id}", steps: [{upstream: catalog}]}]
 *                 """.formatted(backend.uri())).start()) {
 *     assertThat(gateway.get("/p/7").statusCode()).isEqualTo(200);
 * }
 * }</pre>
 */
public final class Harness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Gateway gateway;
    private final Tokens tokens;
    private final HttpClient client;

    private Harness(Path folder, Gateway gateway, Tokens tokens) {
        this.folder = folder;
        this.gateway = gateway;
        this.tokens = tokens;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** What a gateway is started on; the methods that add something return this. */
    public static final class Setup {
        private final Map<String, String> files = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<Class<?>, Object> services = new LinkedHashMap<>();
        private Optional<Fleet> fleet = Optional.empty();
        private Optional<String> settings = Optional.empty();
        private int eventLoops = 1;
        private boolean testTokens = true;
        private Optional<Resolver> addresses = Optional.empty();
        private Optional<OutputStream> accessLog = Optional.empty();

        private Setup() {}

        /** One more file of the pipelines folder, such as {@code hooks/shape.js}. */
        public Setup file(String name, String text) {
            files.put(name, text);
            return this;
        }

        /** A value of {@code ${env:NAME}}; there are no others. */
        public Setup environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A service that the host has from the start. */
        public <T> Setup service(Class<T> type, T service) {
            services.put(type, service);
            return this;
        }

        /** Puts these backends in the place of the targets of all upstreams, by name. */
        public Setup fleet(Fleet standIns) {
            fleet = Optional.of(standIns);
            return this;
        }

        /** How many event loops, 1 unless stated. */
        public Setup eventLoops(int number) {
            eventLoops = number;
            return this;
        }

        /** Offers no {@link TestTokens}: auth steps take real tokens alone and fetch their keys as they do in earnest. */
        public Setup withoutTestTokens() {
            testTokens = false;
            return this;
        }

        /** Finds the addresses of upstreams' names by this instead of the system. */
        public Setup addresses(Resolver resolver) {
            addresses = Optional.of(resolver);
            return this;
        }

        /** Writes the access log there; it is not written otherwise. */
        public Setup accessLog(OutputStream log) {
            accessLog = Optional.of(log);
            return this;
        }

        /** A {@code penstock.yaml}; its addresses and folders are the harness's own. */
        public Setup settings(String penstockYaml) {
            settings = Optional.of(penstockYaml);
            return this;
        }

        private GatewaySpec settings(Path folder) {
            if (settings.isEmpty()) {
                return GatewaySpec.defaults(Path.of(""));
            }
            put(folder, "settings/penstock.yaml", settings.get());
            Faults faults = new Faults();
            GatewaySpec spec = GatewaySpec.read(folder.resolve("settings/penstock.yaml"), environment, faults);
            if (faults.hasFaults()) {
                throw new IllegalArgumentException("the settings have faults: " + faults.list());
            }
            return spec;
        }

        /** Starts it; faulty pipeline files are left out, see {@link Harness#faults}. */
        public Harness start() {
            Tokens tokens = new Tokens();
            if (testTokens) {
                services.put(TestTokens.class, tokens);
            }
            Wiring wiring = new Wiring(
                    environment,
                    (api, upstream, use) -> fleet.map(all -> all.targets(upstream)),
                    services,
                    addresses,
                    accessLog);
            Path folder = temporary();
            files.forEach((name, text) -> put(folder, name, text));
            GatewaySpec spec = Loopback.gateway(settings(folder), folder, eventLoops);
            return new Harness(folder, Gateway.start(spec, wiring), tokens);
        }
    }

    /** A setup with one pipeline file. */
    public static Setup on(String file, String text) {
        return new Setup().file(file, text);
    }

    /** Where it listens, such as {@code http://127.0.0.1:40001}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    /** Where its admin pages are. */
    public URI adminUri() {
        return URI.create("http://127.0.0.1:" + gateway.adminPort());
    }

    /** The gateway itself. */
    public Gateway gateway() {
        return gateway;
    }

    /**
     * GET.
     *
     * @param path with its query
     * @param headers names and values in turn
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** Any method, with a body; an empty one is none. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(request(path, headers).method(method, content));
    }

    /** A request to this gateway that is still to be given its method. */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri() + path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Sends a request and waits for the whole answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    /** The client that sends, for what is asynchronous or streams. */
    public HttpClient client() {
        return client;
    }

    /** A connection of bytes to the gateway; a read gives up after twenty seconds. */
    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends bytes (ISO 8859-1) and reads all that comes until the gateway closes the connection. */
    public String raw(String bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A token that this route accepts; claims that are not stated get values that pass. */
    public String token(String api, String route, Map<String, Object> claims) {
        return tokens.mint(new RouteName(api, route), claims)
                .orElseThrow(() -> new IllegalStateException(api + "/" + route + " has no step that takes a token"));
    }

    /** Writes a file of the pipelines folder; the gateway reads it by itself some time later, or at {@link #reload}. */
    public void write(String name, String text) {
        put(folder, name, text);
    }

    /** The folder of the pipeline files. */
    public Path folder() {
        return folder;
    }

    /** Reads all files anew and waits until the new revisions serve; the faults that were found. */
    public List<Fault> reload() {
        return shown(gateway.reload());
    }

    /** Writes a file, then {@linkplain #reload reloads}. */
    public List<Fault> reload(String name, String text) {
        write(name, text);
        return reload();
    }

    /** The faults and warnings of the files as they stand; their places name files as the test did. */
    public List<Fault> faults() {
        return shown(gateway.faults());
    }

    /** Moves the clock: what goes by age grows older, what waits does not. */
    public void advance(Duration by) {
        gateway.advance(by);
    }

    /** Stops the gateway and deletes its files. */
    @Override
    public void close() {
        gateway.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Fault> shown(List<Fault> faults) {
        return faults.stream()
                .map(fault -> {
                    Place at = fault.place();
                    String file = at.file().replace(folder + File.separator, "");
                    return new Fault(new Place(file, at.line(), at.column()), fault.message(), fault.warning());
                })
                .toList();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("penstock-pipelines").toRealPath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void put(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

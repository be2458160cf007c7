package dev.penstock.engine.camel;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.NoopCookieStore;
import org.apache.camel.http.common.HttpCommonEndpoint;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/** The endpoints that the callouts of one file go to, in its own Camel context. For one thread, off the event loops. */
public final class Endpoints {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("[?&]([A-Za-z][A-Za-z0-9_.-]*)=([^&]*)");
    private static final String UNKNOWN = "Unknown parameters=";

    private final CamelContext context;
    private final ConcurrentMap<Thread, Errand> underWay = new ConcurrentHashMap<>();
    private Optional<ProducerCache> producers = Optional.empty();

    public Endpoints(CamelContext context) {
        this.context = context;
    }

    /** What keeps a URI from being an endpoint. Its message names components and options, and shows nothing else. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * An endpoint, and what gives out its producers.
     *
     * @param underWay what each thread is with
     */
    record Found(
            Endpoint endpoint, ProducerCache producers, ClassLoader loader, ConcurrentMap<Thread, Errand> underWay) {}

    /** Finds it; nothing is dialled. */
    Found find(String uri) throws Unusable {
        ClassLoader loader = context.getApplicationContextClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return new Found(endpoint(uri), cache(), loader, underWay);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The scheme of a URI, which names its component. */
    static Optional<String> scheme(String uri) {
        Matcher matcher = SCHEME.matcher(uri);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Endpoint endpoint(String uri) throws Unusable {
        String scheme = scheme(uri)
                .orElseThrow(() -> new Unusable("expected the URI of a Camel endpoint such as http://127.0.0.1:9100/in,"
                        + " found none: begin with the name of a component and a colon"));
        Endpoint endpoint;
        try {
            if (context.getComponent(scheme) == null) {
                throw new Unusable("no Camel component is named '" + scheme
                        + "': put its jars into plugins/camel/ and start again, or correct the name");
            }
            endpoint = context.getEndpoint(uri);
        } catch (RuntimeException | LinkageError refused) {
            throw new Unusable(reason(scheme, uri, refused));
        }
        if (endpoint == null) {
            throw new Unusable("the component '" + scheme + "' does not take this URI: correct it");
        }
        if (endpoint instanceof HttpCommonEndpoint http) {
            // An answer is read as it comes, up to a bound, instead of kept whole before anybody looks at it.
            http.setDisableStreamCache(true);
        }
        if (endpoint instanceof HttpEndpoint client) {
            // What one caller's answer sets must not go along with the next one's request.
            client.setCookieStore(new NoopCookieStore());
            configure(client);
        }
        return endpoint;
    }

    private void configure(HttpEndpoint client) {
        Optional<HttpClientConfigurer> own = Optional.ofNullable(client.getHttpClientConfigurer());
        client.setHttpClientConfigurer(builder -> {
            own.ifPresent(before -> before.configureHttpClient(builder));
            new Cutting(underWay).addTo(builder);
        });
    }

    private ProducerCache cache() {
        if (producers.isEmpty()) {
            ProducerCache cache = new DefaultProducerCache(this, context, 0);
            ServiceHelper.startService(cache);
            try {
                context.addService(cache);
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
            producers = Optional.of(cache);
        }
        return producers.get();
    }

    /** What Camel says holds values of options, which may be secrets: of it only names that the URI itself has are told. */
    private static String reason(String scheme, String uri, Throwable refused) {
        Map<String, String> options = new TreeMap<>();
        Matcher matcher = OPTION.matcher(uri);
        while (matcher.find()) {
            options.put(matcher.group(1), matcher.group(2));
        }
        String component = "the component '" + scheme + "' ";
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (said.contains(UNKNOWN)) {
                String unknown = said.substring(said.indexOf(UNKNOWN));
                options.keySet().removeIf(option -> !unknown.contains(option + "="));
                return component + "has no option " + quoted(options) + ": correct or remove it";
            }
            if (cause instanceof PropertyBindingException binding) {
                options.keySet().removeIf(option -> !option.equals(binding.getPropertyName()));
                return component + "does not take this value of its option " + quoted(options) + ": correct it";
            }
            if (cause instanceof TypeConversionException conversion) {
                options.values().removeIf(value -> !value.equals(conversion.getValue()));
                return component + "does not take this value of its option " + quoted(options) + ": correct it";
            }
        }
        return refused instanceof LinkageError
                ? component + "lacks a class: put all jars that it needs into plugins/camel/"
                : component + "does not take this URI: correct it";
    }

    private static String quoted(Map<String, String> options) {
        return "'" + String.join("', '", options.keySet()) + "'";
    }
}

package dev.penstock.engine.upstream;

import com.google.common.base.Throwables;
import dev.penstock.sdk.Problem;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Tells the faults of an upstream apart: 502, 503 or 504, and the error of {@code Proxy-Status} (RFC 9209). */
final class Faults {
    private static final Set<String> CONNECT = Set.of(
            "dns_error",
            "connection_timeout",
            "connection_refused",
            "tls_protocol_error",
            "tls_certificate_error",
            "tls_alert_received");

    private Faults() {}

    static Problem of(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            return of(cause.getCause());
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException) {
            return failed("the upstream's name could not be resolved", "dns_error", cause);
        }
        if ((cause instanceof ConnectException && message.contains("timed out"))
                || cause.getClass().getSimpleName().equals("ConnectTimeoutException")
                || Throwables.getCausalChain(cause).stream().anyMatch(SslHandshakeTimeoutException.class::isInstance)) {
            return Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "the upstream did not take the connection in time", cause)
                    .proxyError("connection_timeout");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return failed("the upstream refused the connection", "connection_refused", cause);
        }
        if (cause instanceof SSLException) {
            return failed("the upstream's TLS failed", tlsError(cause), cause);
        }
        if (cause instanceof HttpClosedException || cause instanceof java.io.IOException) {
            return failed("the upstream closed the connection", "connection_terminated", cause);
        }
        return failed("the upstream did not speak HTTP", "http_protocol_error", cause);
    }

    /** RFC 9209 section 2.3.14 and what follows. */
    private static String tlsError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return "tls_certificate_error";
            }
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("received fatal alert") || message.contains("alert_")) {
            return "tls_alert_received";
        }
        return message.contains("certificate") ? "tls_certificate_error" : "tls_protocol_error";
    }

    /** Whether the connection did not come about: nothing of the request was sent. */
    static boolean isConnect(Problem problem) {
        return problem.proxyError().filter(CONNECT::contains).isPresent();
    }

    /** Whether the connection was closed without a word. */
    static boolean isClosed(Problem problem) {
        return problem.proxyError().filter("connection_terminated"::equals).isPresent();
    }

    private static Problem failed(String detail, String error, Throwable cause) {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, detail, cause).proxyError(error);
    }

    static Problem protocol() {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream did not speak HTTP")
                .proxyError("http_protocol_error");
    }

    static Problem timeout() {
        return Problem.of(Problem.Kind.UPSTREAM_TIMEOUT, "the upstream did not answer in time")
                .proxyError("http_response_timeout");
    }

    static Problem noTarget() {
        return Problem.of(Problem.Kind.UNAVAILABLE, "no target of the upstream is healthy")
                .proxyError("destination_unavailable");
    }

    static Problem noConnection() {
        return Problem.of(Problem.Kind.UNAVAILABLE, "no connection to the upstream became free in time")
                .proxyError("connection_limit_reached");
    }

    static Problem givenUp() {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the answer was given up")
                .proxyError("connection_terminated");
    }

    static Problem silent() {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream fell silent within its answer")
                .proxyError("connection_read_timeout");
    }

    /** A request body that broke off is the client's fault. */
    static Problem source(Throwable failure) {
        return failure instanceof Problem problem
                ? problem
                : Problem.of(Problem.Kind.MALFORMED, "the request body broke off", failure);
    }
}

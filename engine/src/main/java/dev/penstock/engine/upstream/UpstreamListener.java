package dev.penstock.engine.upstream;

/** Hears how requests to upstreams end, for metrics. On the call's loop. */
public interface UpstreamListener {
    /**
     * One request has its head, or failed.
     *
     * @param target its authority as the file has it
     * @param outcome a status class such as {@code 2xx}, or the error of {@code Proxy-Status}
     */
    void sent(UpstreamSettings upstream, String target, String outcome, double millis);

    /** A request is sent again. */
    void retried(UpstreamSettings upstream);

    /** A target was ejected. */
    void ejected(UpstreamSettings upstream, String target);
}

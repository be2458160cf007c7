package dev.penstock.engine.http;

/**
 * What the front is told.
 *
 * @param host the address to listen on
 * @param port 0: any free one
 * @param loops how many event loops take requests
 * @param maxHeader of all header fields together, in bytes
 * @param maxUri of the request line, in bytes
 * @param idle how long a connection may be silent, in seconds
 */
public record FrontSettings(
        String host, int port, int loops, int maxHeader, int maxUri, int idle, RequestListener listener) {}

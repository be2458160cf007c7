package dev.penstock.plugins.transform;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Size;
import java.util.List;

/**
 * {@code compress}: encodes answers for clients that take it.
 *
 * @param encodings in the order of preference where a client has none; without it {@code [br, gzip]}
 * @param min shorter bodies stay as they are; one whose length is not known is encoded
 * @param types the media types that are encoded; without it text, JSON, XML, JavaScript, SVG and WebAssembly
 */
record CompressConfig(
        List<Coding> encodings, @Default("1KiB") Size min, List<MediaRange> types) {
    private static final List<MediaRange> TEXTS = List.of(
                    "text/*",
                    "application/json",
                    "application/*+json",
                    "application/xml",
                    "application/*+xml",
                    "application/javascript",
                    "image/svg+xml",
                    "application/wasm")
            .stream()
            .map(MediaRange::parse)
            .toList();

    CompressConfig {
        encodings = encodings.isEmpty() ? List.of(Coding.values()) : List.copyOf(encodings);
        types = types.isEmpty() ? TEXTS : List.copyOf(types);
    }
}

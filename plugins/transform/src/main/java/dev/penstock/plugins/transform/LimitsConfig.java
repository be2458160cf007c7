package dev.penstock.plugins.transform;

import dev.penstock.sdk.Default;
import dev.penstock.sdk.Size;
import java.util.List;
import java.util.Optional;

/**
 * {@code limits}: refuses requests that are larger than a route takes, or of another type.
 *
 * @param body the longest body in bytes, as it is sent (413); a body whose length is not announced passes on as it comes
 *     and is cut where it exceeds
 * @param headers how many bytes the client's header fields may have together, each counted as its line:
 *     {@code name: value} and the two bytes of its end (431); none: the gateway's own limit
 * @param types the media types that a body may have (415); none: any
 */
record LimitsConfig(@Default("1MiB") Size body, Optional<Size> headers, List<MediaRange> types) {}

package dev.penstock.plugins.transform;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.Reply;
import dev.penstock.sdk.Step;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Encodes an answer on its way up, as it comes. What is encoded already, a part (206), an answer that says
 * {@code no-transform} and one without a body stay as they are.
 */
final class CompressStep implements Step {
    /** Without a body, or with a part of one. */
    private static final Set<Integer> KEPT = Set.of(204, 205, 206, 304);

    /** What speaks of the bytes as they were. */
    private static final List<String> STALE =
            List.of("content-length", "accept-ranges", "content-digest", "repr-digest", "digest", "content-md5");

    private final CompressConfig settings;
    private final List<Coding> codings;

    CompressStep(CompressConfig settings, List<Coding> codings) {
        this.settings = settings;
        this.codings = codings;
    }

    @Override
    public Future<Void> apply(Call call) {
        List<String> accepted = call.inbound().headers().getAll("accept-encoding");
        boolean head = call.inbound().method().equals("HEAD");
        List<String> known = call.inbound().headers().getAll("if-none-match");
        call.onReply(reply -> {
            if (reply.status() == 304) {
                tagAsKnown(reply.headers(), known);
            } else if (isOfType(reply)) {
                Vary.add(reply.headers(), "Accept-Encoding");
                if (isLongEnough(reply, head)) {
                    AcceptEncoding.of(accepted).best(codings).ifPresent(coding -> encode(reply, coding, head));
                }
            }
            return Future.succeededFuture();
        });
        return Future.succeededFuture();
    }

    private boolean isOfType(Reply reply) {
        MultiMap headers = reply.headers();
        String type = headers.get("content-type");
        return !KEPT.contains(reply.status())
                && type != null
                && settings.types().stream().anyMatch(range -> range.takes(type))
                && headers.getAll("content-encoding").stream().allMatch("identity"::equalsIgnoreCase)
                && headers.getAll("cache-control").stream().noneMatch(CompressStep::forbids);
    }

    private static boolean forbids(String cacheControl) {
        return cacheControl.toLowerCase(Locale.ROOT).contains("no-transform");
    }

    /** The length of what answers a HEAD is the one that it tells. */
    private boolean isLongEnough(Reply reply, boolean head) {
        long length = head ? told(reply.headers()) : reply.body().length();
        return length < 0 || length >= settings.min().bytes();
    }

    private static long told(MultiMap headers) {
        String length = headers.get("content-length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    /** It says what its 200 would (RFC 9110 section 15.4.5), whose tag the client has seen. */
    private static void tagAsKnown(MultiMap headers, List<String> known) {
        Vary.add(headers, "Accept-Encoding");
        String weak = "W/" + headers.get("etag");
        if (known.stream().anyMatch(tags -> tags.contains(weak))) {
            weaken(headers);
        }
    }

    /** The same meaning in other bytes (RFC 9110 section 8.8.1). */
    private static void weaken(MultiMap headers) {
        String tag = headers.get("etag");
        if (tag != null && !tag.startsWith("W/")) {
            headers.set("etag", "W/" + tag);
        }
    }

    private static void encode(Reply reply, Coding coding, boolean head) {
        MultiMap headers = reply.headers();
        STALE.forEach(headers::remove);
        headers.set("content-encoding", coding.token());
        weaken(headers);
        if (!head) {
            reply.body(reply.body().through(new Encoded(coding)));
        }
    }
}

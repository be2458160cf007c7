package dev.penstock.plugins.aggregate;

import dev.penstock.sdk.Call;
import dev.penstock.sdk.ContentCoding;
import dev.penstock.sdk.Pool;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * How the body of an answer is read: whole, within a bound, without its content coding (RFC 9110 section 8.4).
 *
 * @param maxBody in bytes, as it comes and as it is read
 * @param pool where a long one is decoded
 */
record Reading(long maxBody, Pool pool) {
    /** A shorter one is decoded on the loop. */
    private static final int SHORT = 16 << 10;

    /** Fails with a {@link Problem} of 502, or of 503 where there is no room for it. */
    Future<Answer> whole(Reply reply, Call call) {
        Future<Buffer> bytes = reply.body().whole(maxBody).map(this::bounded);
        Optional<String> coding = ContentCoding.of(reply.headers());
        return coding.map(name -> bytes.compose(coded -> plain(coded, name)))
                .orElse(bytes)
                .map(plain -> Answer.whole(reply, plain, call.holding()));
    }

    private Future<Buffer> plain(Buffer coded, String coding) {
        if (coded.length() == 0) {
            return Future.succeededFuture(coded);
        }
        if (!ContentCoding.isReadable(coding)) {
            throw unreadable(
                    "it has a content coding that is neither gzip nor br: do not ask for one by 'accept-encoding'");
        }
        return coded.length() < SHORT
                ? Future.succeededFuture(decoded(coded, coding))
                : pool.run(() -> decoded(coded, coding));
    }

    private Buffer decoded(Buffer coded, String coding) {
        try {
            return ContentCoding.decode(coded, coding, maxBody);
        } catch (ContentCoding.Unreadable unreadable) {
            throw unreadable.isTooLong() ? tooLong() : unreadable("it is not " + coding + " as it says");
        }
    }

    /** What another call kept may be longer than this one takes. */
    private Buffer bounded(Buffer bytes) {
        if (bytes.length() > maxBody) {
            throw tooLong();
        }
        return bytes;
    }

    private Problem tooLong() {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer is larger than " + maxBody + " bytes")
                .proxyError("http_response_body_size");
    }

    private static Problem unreadable(String why) {
        return Problem.of(Problem.Kind.UPSTREAM_FAILED, "the upstream's answer cannot be read: " + why)
                .proxyError("http_response_content_coding");
    }
}

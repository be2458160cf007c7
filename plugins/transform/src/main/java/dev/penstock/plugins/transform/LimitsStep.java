package dev.penstock.plugins.transform;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Call;
import dev.penstock.sdk.Outbound;
import dev.penstock.sdk.Problem;
import dev.penstock.sdk.Step;
import dev.penstock.sdk.Transform;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Refuses what is too large or of another type; a body passes on as it comes and is never held here. */
final class LimitsStep implements Step {
    private final LimitsConfig settings;
    private final String name;

    LimitsStep(LimitsConfig settings, String name) {
        this.settings = settings;
        this.name = name;
    }

    @Override
    public Future<Void> apply(Call call) {
        if (settings.headers().isPresent()) {
            checkHeaders(call.inbound().headers(), settings.headers().get().bytes());
        }
        Outbound request = call.outbound();
        Body body = request.body();
        if (body.length() == 0) {
            return Future.succeededFuture();
        }
        if (!settings.types().isEmpty()) {
            checkType(request.headers().getAll("content-type"));
        }
        long max = settings.body().bytes();
        if (body.length() > max) {
            throw tooLarge(max);
        }
        if (body.length() == Body.UNKNOWN) {
            request.body(body.through(new Bound(max)));
        }
        return Future.succeededFuture();
    }

    private static void checkHeaders(MultiMap fields, long max) {
        long bytes = 0;
        for (Map.Entry<String, String> field : fields) {
            bytes += field.getKey().length() + field.getValue().length() + 4L;
        }
        if (bytes > max) {
            throw Problem.of(
                    Problem.Kind.HEADERS_TOO_LARGE,
                    "expected header fields of at most " + max + " bytes together, found " + bytes);
        }
    }

    private void checkType(List<String> types) {
        if (types.size() != 1 || settings.types().stream().noneMatch(range -> range.takes(types.get(0)))) {
            throw Problem.of(
                    Problem.Kind.UNSUPPORTED_TYPE,
                    "expected a body of a type that this route takes, found " + (types.isEmpty() ? "none" : "another"));
        }
    }

    private static Problem tooLarge(long max) {
        return Problem.of(Problem.Kind.TOO_LARGE, "expected a body of at most " + max + " bytes, found more");
    }

    /** Counts a body on its way; what exceeds fails where it is read, so the problem names this step itself. */
    private final class Bound implements Transform {
        private final long max;
        private long count;

        Bound(long max) {
            this.max = max;
        }

        @Override
        public void chunk(Buffer chunk, Consumer<Buffer> out) {
            count += chunk.length();
            if (count > max) {
                throw tooLarge(max).member("step", name);
            }
            out.accept(chunk);
        }
    }
}

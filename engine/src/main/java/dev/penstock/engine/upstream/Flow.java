package dev.penstock.engine.upstream;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.function.Consumer;

/** Passes a body on as it comes, at the pace of the reader. */
final class Flow {
    private Flow() {}

    /**
     * Passes a body on; the target is not ended here.
     *
     * @param ended told when all was passed on
     * @param broken told when the source breaks off
     */
    static void pump(Body body, WriteStream<Buffer> to, Runnable ended, Consumer<Problem> broken) {
        ReadStream<Buffer> from = body.stream();
        from.exceptionHandler(failure -> broken.accept(Faults.source(failure)));
        from.endHandler(end -> ended.run());
        from.handler(chunk -> {
            to.write(chunk);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> from.resume());
            }
        });
        from.resume();
    }
}

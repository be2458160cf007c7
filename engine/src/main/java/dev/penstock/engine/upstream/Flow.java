package dev.penstock.engine.upstream;

import dev.penstock.sdk.Body;
import dev.penstock.sdk.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/** Passes a body on as it comes, at the pace of the reader. */
final class Flow {
    private Flow() {}

    /** Hears how it goes. */
    interface Progress {
        /** The reader takes no more for now. */
        void stuck();

        /** The reader takes more. */
        void goesOn();

        /** All was passed on; the reader is not ended here. */
        void ended();

        /** The source broke off. */
        void broke(Problem problem);
    }

    static void pump(Body body, WriteStream<Buffer> to, Progress progress) {
        ReadStream<Buffer> from = body.stream();
        from.exceptionHandler(failure -> progress.broke(Faults.source(failure)));
        from.endHandler(end -> progress.ended());
        from.handler(chunk -> {
            to.write(chunk);
            if (to.writeQueueFull()) {
                from.pause();
                progress.stuck();
                to.drainHandler(drained -> {
                    progress.goesOn();
                    from.resume();
                });
            }
        });
        from.resume();
    }
}

package dev.penstock.sdk;

/** A shared stream that has one reader at a time. */
final class StreamReplay implements Replay {
    private final SharedStream stream;
    private Body current = Body.empty();

    StreamReplay(SharedStream stream) {
        this.stream = stream;
    }

    @Override
    public boolean canReplay() {
        return stream.canJoin();
    }

    @Override
    public Body next() {
        Body next = stream.join()
                .orElseThrow(() -> new IllegalStateException("the body cannot be read again from its start"));
        current.discard();
        current = next;
        return next;
    }

    @Override
    public void release() {
        stream.release();
    }
}

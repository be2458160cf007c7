package dev.penstock.engine.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.MessageListener;
import org.redisson.client.codec.ByteArrayCodec;

/** Someone who hears a channel, before there is a client and after it has lost its server. */
final class Subscription implements MessageListener<byte[]> {
    private static final System.Logger LOG = System.getLogger(Subscription.class.getName());

    private final String channel;
    private final Context loop;
    private final Consumer<Buffer> listener;
    private boolean attached;
    private boolean ended;

    Subscription(String channel, Context loop, Consumer<Buffer> listener) {
        this.channel = channel;
        this.loop = loop;
        this.listener = listener;
    }

    @Override
    public void onMessage(CharSequence name, byte[] message) {
        loop.runOnContext(on -> listener.accept(Buffer.buffer(message)));
    }

    /** Once it succeeded the client subscribes anew by itself when it comes to another connection. */
    synchronized void attach(RedissonClient client) {
        if (attached || ended) {
            return;
        }
        attached = true;
        topic(client).addListenerAsync(byte[].class, this).whenComplete((id, failure) -> {
            synchronized (this) {
                attached = failure == null;
            }
            if (failure == null && isEnded()) {
                detach(client);
            }
        });
    }

    synchronized void end(RedissonClient client) {
        end();
        if (attached) {
            detach(client);
        }
    }

    synchronized void end() {
        ended = true;
    }

    private void detach(RedissonClient client) {
        Future.fromCompletionStage(topic(client).removeListenerAsync(this))
                .onFailure(lost -> LOG.log(System.Logger.Level.DEBUG, "a channel was lost before it was left", lost));
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private RTopic topic(RedissonClient client) {
        return client.getTopic(channel, ByteArrayCodec.INSTANCE);
    }
}

package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import dev.penstock.engine.call.Site;
import dev.penstock.sdk.Upstream;
import io.vertx.core.Future;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code upstream:<name>}: one request by the upstream's own client, done at the head of the answer. */
final class UpstreamEndpoint extends DefaultEndpoint {
    private final Upstream upstream;
    private final Site site;
    private final boolean first;

    UpstreamEndpoint(CamelContext context, Upstream upstream, Site site, boolean first) {
        super("upstream:" + upstream.name(), null);
        setCamelContext(context);
        this.upstream = upstream;
        this.site = site;
        this.first = first;
    }

    @Override
    public Producer createProducer() {
        SendNode node = new SendNode(site, first, upstream);
        return new DefaultAsyncProducer(this) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return node.process(exchange, callback);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing comes from an upstream unasked");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }

    private static final class SendNode extends StageNode {
        private final Upstream upstream;

        SendNode(Site site, boolean first, Upstream upstream) {
            super(site, first);
            this.upstream = upstream;
        }

        @Override
        Future<Void> work(CallState call, Exchange exchange) {
            return upstream.send(call, call.outbound()).reply().map(reply -> {
                call.respond(reply);
                return null;
            });
        }
    }
}

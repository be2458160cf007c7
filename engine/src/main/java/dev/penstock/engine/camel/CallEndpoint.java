package dev.penstock.engine.camel;

import dev.penstock.engine.call.CallState;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Where calls enter a Camel route: the front of a pipeline, or the part of it below an {@code Around}.
 *
 * <p>The body of the Exchange is the call itself. No header of the client becomes a Camel header, and no byte of a body
 * enters Camel.
 */
public final class CallEndpoint extends DefaultEndpoint {
    private AsyncProcessor entry;

    /** @param name unique in the context */
    public CallEndpoint(String name, CamelContext context) {
        super("call:" + name, null);
        setCamelContext(context);
    }

    /**
     * Runs the route on the loop of the call.
     *
     * @param done runs on the same loop when the route has ended; the call then has its answer
     */
    void run(CallState call, Runnable done) {
        Exchange exchange = createExchange();
        exchange.getIn().setBody(call);
        entry.process(
                exchange,
                doneSync -> call.loop().run(() -> {
                    if (exchange.getException() != null) {
                        call.fail(exchange.getException(), call.site());
                    }
                    done.run();
                }));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        entry = AsyncProcessorConverterHelper.convert(processor);
        return new DefaultConsumer(this, processor);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("calls enter here by run");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}

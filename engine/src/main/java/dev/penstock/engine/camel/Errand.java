package dev.penstock.engine.camel;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * One exchange with a component, on a thread of the pool, and the end of it.
 *
 * <p>Given up before it began it never does; given up while it runs its thread is interrupted, which is as much as most
 * components can be told, and what it waits for is cut off where somebody said how. The lock sees to it that neither meets
 * other work of that thread.
 */
final class Errand implements Callable<ComponentAnswer> {
    /** What goes to the component. */
    record Message(Map<String, Object> headers, Object body) {}

    private enum State {
        WAITING,
        RUNNING,
        OVER
    }

    private final Endpoints.Found target;
    private final Message message;
    private final boolean reply;
    private State state = State.WAITING;
    private Thread thread;
    private Runnable cut = () -> {};
    private boolean givenUp;

    Errand(Endpoints.Found target, Message message, boolean reply) {
        this.target = target;
        this.message = message;
        this.reply = reply;
    }

    @Override
    public ComponentAnswer call() throws Exception {
        if (!begin()) {
            return ComponentAnswer.NONE;
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(target.loader());
        target.underWay().put(Thread.currentThread(), this);
        try {
            return exchange();
        } finally {
            target.underWay().remove(Thread.currentThread());
            Thread.currentThread().setContextClassLoader(before);
            end();
        }
    }

    /** Nobody waits for it any more. From any thread. */
    synchronized void giveUp() {
        givenUp = true;
        if (state == State.RUNNING) {
            thread.interrupt();
            cut.run();
        } else {
            state = State.OVER;
        }
    }

    /** Whether it needs no thread (any more). */
    synchronized boolean isOver() {
        return state == State.OVER;
    }

    /**
     * Says how what its thread waits for is cut off.
     *
     * @return whether anybody still waits for it
     */
    synchronized boolean cutBy(Runnable how) {
        cut = how;
        return !givenUp;
    }

    private synchronized boolean begin() {
        if (state == State.WAITING) {
            state = State.RUNNING;
            thread = Thread.currentThread();
            return true;
        }
        return false;
    }

    private synchronized void end() {
        state = State.OVER;
        cut = () -> {};
        Thread.interrupted();
    }

    /** The answer is read before the unit of work is done: then the component lets go of what is behind it. */
    private ComponentAnswer exchange() throws Exception {
        Endpoint endpoint = target.endpoint();
        CamelContext context = endpoint.getCamelContext();
        Exchange exchange = endpoint.createExchange(reply ? ExchangePattern.InOut : ExchangePattern.InOnly);
        UnitOfWork work = PluginHelper.getUnitOfWorkFactory(context).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(work);
        exchange.setProperty(Exchange.CHARSET_NAME, "UTF-8");
        exchange.getIn().setHeaders(message.headers());
        exchange.getIn().setBody(message.body());
        AsyncProducer producer = target.producers().acquireProducer(endpoint);
        try {
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return reply ? ComponentAnswer.of(exchange.getMessage()) : ComponentAnswer.NONE;
        } finally {
            target.producers().releaseProducer(endpoint, producer);
            UnitOfWorkHelper.doneUow(work, exchange);
        }
    }
}

package dev.penstock.engine.camel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentMap;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Lets an {@link Errand} cut its HTTP request off: a thread that reads from a socket takes no notice of an interruption.
 * It tells the errand before a connection is asked for and again when there is one, since neither is undone in between.
 */
record Cutting(ConcurrentMap<Thread, Errand> underWay) implements ExecChainHandler {
    void addTo(HttpClientBuilder client) {
        client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "penstock-connect", this);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "penstock-send", this);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Errand errand = underWay.get(Thread.currentThread());
        if (errand != null && !errand.cutBy(scope.execRuntime::discardEndpoint)) {
            throw new InterruptedIOException("nobody waits for the answer any more");
        }
        return chain.proceed(request, scope);
    }
}

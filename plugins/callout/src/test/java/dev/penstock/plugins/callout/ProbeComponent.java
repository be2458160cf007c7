package dev.penstock.plugins.callout;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** {@code probe:<name>}: a component that does what the {@link Script} of this name does. */
public final class ProbeComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options) {
        options.remove("password");
        return new ProbeEndpoint(uri, this, name);
    }

    private static final class ProbeEndpoint extends DefaultEndpoint {
        private final String name;

        ProbeEndpoint(String uri, ProbeComponent component, String name) {
            super(uri, component);
            this.name = name;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    Script.named(name).play(exchange, getCamelContext());
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}

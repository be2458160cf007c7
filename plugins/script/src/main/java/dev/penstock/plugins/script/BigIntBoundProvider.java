package dev.penstock.plugins.script;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Tells the engine of {@link BigIntBound}. */
@TruffleInstrument.Registration(id = BigIntBound.ID, name = BigIntBound.ID, version = "1")
public final class BigIntBoundProvider extends TruffleInstrumentProvider {
    /** Called by the engine. */
    public BigIntBoundProvider() {}

    @Override
    protected String getInstrumentClassName() {
        return BigIntBound.class.getName();
    }

    @Override
    protected Object create() {
        return new BigIntBound();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(BigIntBound.Service.class.getName());
    }
}

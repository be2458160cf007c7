package dev.penstock.engine.compile;

import dev.penstock.sdk.Stage;
import dev.penstock.sdk.StepFactory;
import java.util.List;
import java.util.Optional;

/** Has the factory of a step make its stages, on the settings of one place. */
record StepMaker(FileUnit unit, StepScope.StepPlace place, StepScope context) {
    private static final System.Logger LOG = System.getLogger(StepMaker.class.getName());

    /** Binds the settings and creates the stages; empty when the settings cannot be read, or the step's own code fails. */
    <C extends Record> Optional<List<Stage>> create(StepFactory<C> factory) {
        return unit.surroundings()
                .binder()
                .bind(place.settings(), factory.settings(), factory.shorthand(), unit.faults())
                .flatMap(settings -> create(factory, settings));
    }

    /** A step that throws is a fault of this place: whatever it throws, the other files go on. */
    private <C extends Record> Optional<List<Stage>> create(StepFactory<C> factory, C settings) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(factory.getClass().getClassLoader());
        try {
            return Optional.of(List.copyOf(factory.create(settings, context)));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
            LOG.log(System.Logger.Level.ERROR, "step " + place.name() + " of " + place.route() + " failed", thrown);
            unit.faults()
                    .fault(
                            place.settings(),
                            "the step '" + place.type() + "' failed while it was created, with "
                                    + thrown.getClass().getSimpleName() + ": the log says why");
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

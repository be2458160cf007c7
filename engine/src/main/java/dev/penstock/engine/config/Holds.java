package dev.penstock.engine.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component that is a {@link dev.penstock.sdk.Node} holds, where its reader is not {@link Binder}: for the schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Holds {
    Content value();

    /** What pipeline files are made of. */
    enum Content {
        LANGUAGE,
        API,
        HOSTS,
        PATH,
        VERSION,
        UPSTREAMS,
        TARGETS,
        BALANCE,
        POLICIES,
        STEPS,
        ROUTES,
        MATCH,
        VALUES
    }
}

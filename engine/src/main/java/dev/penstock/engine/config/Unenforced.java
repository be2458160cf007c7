package dev.penstock.engine.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys that are read and checked, and that this version does not act on, or not always: each is a warning that says so. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Unenforced {
    String[] value() default {};

    /** Each a key, a colon, and what of it there is. */
    String[] partly() default {};
}

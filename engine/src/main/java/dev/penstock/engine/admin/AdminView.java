package dev.penstock.engine.admin;

import java.util.Map;

/** What the admin port may look at; read-only, JSON values. */
public interface AdminView {
    /** {@code ready} and, where it is not, the faults. */
    Map<String, Object> readiness();

    /** The route table. */
    Map<String, Object> routes();

    /** The metrics page. */
    String metrics();
}

package dev.penstock.engine.admin;

import io.vertx.core.Future;
import java.util.Map;

/** What the admin port shows and does; JSON values. All but {@link #readiness} may take a while. */
public interface AdminView {
    /** {@code ready} and, where it is not, the faults. Never waits. */
    Map<String, Object> readiness();

    /** The route table. */
    Map<String, Object> routes();

    /** The metrics page. */
    String metrics();

    /** Reads all files anew, elsewhere; completes on any thread, with the faults and warnings of the files. */
    Future<Reloaded> reload();

    /**
     * What a reload found.
     *
     * @param good whether no file has a fault
     * @param page the faults and warnings
     */
    record Reloaded(boolean good, Map<String, Object> page) {}
}

package dev.penstock.plugins.script;

import java.util.HashMap;
import java.util.Map;

/** What to do about a global that other JavaScript hosts have and hooks have not. */
final class Missing {
    private static final Map<String, String> MENDS = mends();

    private Missing() {}

    /** What a warning says of a name that is used and not there. */
    static String global(String name) {
        String mend = MENDS.getOrDefault(name, "declare it, or import it from a file beside the hook");
        return "a hook has no global '" + name + "': " + mend;
    }

    private static Map<String, String> mends() {
        Map<String, String> mends = new HashMap<>();
        put(
                mends,
                "fetch XMLHttpRequest WebSocket EventSource",
                "let a 'call' or 'aggregate' step fetch what it needs");
        put(
                mends,
                "setTimeout setInterval setImmediate clearTimeout clearInterval requestAnimationFrame",
                "a hook cannot wait; how long an upstream may take is its 'timeout'");
        put(mends, "queueMicrotask", "write Promise.resolve().then(…)");
        put(mends, "require module exports", "write import {…} from './file.js' and export");
        put(mends, "process Deno Bun __dirname __filename", "what differs between places is given by 'config'");
        put(mends, "Buffer", "use TextEncoder, TextDecoder, atob and btoa");
        put(mends, "eval", "text is not run as code");
        put(mends, "crypto", "sha256() in an expression hashes");
        put(mends, "structuredClone", "write JSON.parse(JSON.stringify(…))");
        put(mends, "window self global document", "write globalThis");
        put(mends, "localStorage sessionStorage caches", "a hook keeps nothing; the 'cache' step keeps answers");
        put(mends, "Request FormData Blob ReadableStream", "edit the request that the hook is given");
        put(mends, "Java Packages Polyglot java javax org com", "a hook reaches nothing of the host");
        put(mends, "SharedArrayBuffer Atomics WebAssembly Worker", "a hook is one thread of plain JavaScript");
        return Map.copyOf(mends);
    }

    private static void put(Map<String, String> mends, String names, String mend) {
        for (String name : names.split(" ", -1)) {
            mends.put(name, mend);
        }
    }
}

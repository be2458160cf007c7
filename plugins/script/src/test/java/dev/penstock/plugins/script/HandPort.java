package dev.penstock.plugins.script;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Stands in for an {@link Exchange} in a test that needs no call: it takes the answer. */
final class HandPort implements ProxyExecutable {
    private String answer;
    private String failure;

    /** The body that the hook answered with. */
    String answer() {
        if (answer == null) {
            throw new AssertionError("the hook did not answer: " + failure);
        }
        return answer;
    }

    @Override
    public Object execute(Value... arguments) {
        switch (arguments[0].asString()) {
            case "answer" -> answer = arguments[3].asString();
            case "failed" -> failure = arguments[1].asString();
            default -> {}
        }
        return null;
    }
}

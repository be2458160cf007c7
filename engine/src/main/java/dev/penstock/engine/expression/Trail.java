package dev.penstock.engine.expression;

/**
 * Where a value was found, so that what is missing below it can be named.
 *
 * @param parent null for a base
 * @param step the name of the base, a key, or a {@code Long} index
 */
record Trail(Trail parent, Object step, boolean answer) {
    /** Stands for a key that comes from the call: nothing of it goes into a problem. */
    static final Object UNNAMED = new Object() {
        @Override
        public String toString() {
            return "…";
        }
    };

    static Trail of(Base base) {
        return new Trail(null, base.baseName(), base.isAnswer());
    }

    Trail below(Object step) {
        return new Trail(this, step, answer);
    }

    Absent absent() {
        return new Absent(toString(), answer);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return (String) step;
        }
        StringBuilder text = new StringBuilder(parent.toString());
        append(text, step);
        return text.toString();
    }

    /** Adds a step as an expression would write it. */
    static void append(StringBuilder text, Object step) {
        if (step instanceof String key) {
            if (Names.isIdentifier(key)) {
                text.append('.').append(key);
            } else {
                text.append("['").append(key).append("']");
            }
        } else {
            text.append('[').append(step).append(']');
        }
    }
}

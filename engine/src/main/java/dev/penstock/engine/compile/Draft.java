package dev.penstock.engine.compile;

import dev.penstock.engine.expression.DeclaredSlot;
import dev.penstock.engine.expression.Inputs;
import dev.penstock.sdk.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step says of itself while it is created. */
final class Draft {
    private long holdsRequest = -1;
    private long holdsResponse = -1;
    private boolean answers;
    private boolean authenticates;
    private boolean refuses;
    private boolean shares;
    private boolean writesUnseen;
    private boolean looksUp;
    private Inputs reads = Inputs.NONE;
    private final List<Write> writes = new ArrayList<>();
    private final List<DeclaredSlot> declared = new ArrayList<>();
    private final List<MadeOf> made = new ArrayList<>();
    private final List<BelowSteps> belows = new ArrayList<>();
    private final List<Runnable> looks = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * A part of the request that it writes.
     *
     * @param from empty: all that it reads
     */
    record Write(Part part, Optional<Inputs> from) {}

    void holdsRequest(long max) {
        holdsRequest = Math.max(holdsRequest, max);
    }

    void holdsResponse(long max) {
        holdsResponse = Math.max(holdsResponse, max);
    }

    void answer() {
        answers = true;
    }

    void authenticate() {
        authenticates = true;
        refuses = true;
    }

    void refuse() {
        refuses = true;
    }

    void share() {
        shares = true;
    }

    void read(Inputs inputs) {
        reads = reads.and(inputs);
    }

    void write(Write write) {
        writes.add(write);
    }

    void writeUnseen() {
        writesUnseen = true;
    }

    void lookUp() {
        looksUp = true;
    }

    void remark(String text) {
        remarks.add(text);
    }

    void declare(DeclaredSlot slot) {
        declared.add(slot);
    }

    void make(MadeOf answers) {
        made.add(answers);
    }

    void look(BelowSteps below) {
        belows.add(below);
    }

    void afterAll(Runnable look) {
        looks.add(look);
    }

    /** What a step that is written inside this one says, this one says too, as far as it is about requests. */
    void include(Draft nested) {
        holdsRequest(nested.holdsRequest);
        holdsResponse(nested.holdsResponse);
        read(nested.reads);
        writesUnseen |= nested.writesUnseen;
        writes.addAll(nested.writes);
        declared.addAll(nested.declared);
        made.addAll(nested.made);
        belows.addAll(nested.belows);
        looks.addAll(nested.looks);
    }

    long requestHeld() {
        return holdsRequest;
    }

    long responseHeld() {
        return holdsResponse;
    }

    boolean isAnswer() {
        return answers;
    }

    boolean isAuth() {
        return authenticates;
    }

    boolean isRefusal() {
        return refuses;
    }

    boolean isShare() {
        return shares;
    }

    Inputs reads() {
        return reads;
    }

    List<Write> writes() {
        return writes;
    }

    boolean writesUnseen() {
        return writesUnseen;
    }

    boolean isLookup() {
        return looksUp;
    }

    List<String> remarks() {
        return remarks;
    }

    List<DeclaredSlot> declared() {
        return declared;
    }

    List<MadeOf> made() {
        return made;
    }

    List<BelowSteps> belows() {
        return belows;
    }

    List<Runnable> looks() {
        return looks;
    }
}

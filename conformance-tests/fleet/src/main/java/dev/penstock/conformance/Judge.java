package dev.penstock.conformance;

import java.util.Optional;

/**
 * Says whether what a client got is what the file says, where one use of an upstream is broken.
 *
 * @param whole the same case with nothing broken
 */
record Judge(Use use, Break how, Exchanges whole, PipelineUnderTest pipeline) {
    /** How a complaint ends where the file does not say that an error is meant. */
    static final String UNSTATED = " is stated by no rule";

    private static final int LEAST_FAULT = 500;

    BrokenCase.Row row(Exchanges found) {
        Optional<String> complaint = Optional.empty();
        for (int i = 0; i < found.list().size() && complaint.isEmpty(); i++) {
            complaint = complaint(whole.list().get(i), found.list().get(i));
        }
        String lost = whole.last()
                .flatMap(before -> found.last().map(after -> Losses.of(before, after)))
                .orElse("");
        return new BrokenCase.Row(how, found.statuses(), lost, found.took(), complaint);
    }

    private Optional<String> complaint(Exchanges.Exchange before, Exchanges.Exchange after) {
        Optional<Answer> answer = after.answer();
        if (answer.isEmpty()) {
            // A body that breaks off with that of its upstream is the honest answer.
            return after.status().isPresent()
                    ? Optional.empty()
                    : after.failed().map(SendFailed::getMessage);
        }
        return unstated(before, answer.get())
                .or(after::late)
                .or(() -> InnerText.in(answer.get(), before.answer(), pipeline)
                        .map(text -> "the client reads '" + text + "', which is not for it"));
    }

    private Optional<String> unstated(Exchanges.Exchange before, Answer answer) {
        boolean relayed = use.call().isEmpty() && how == Break.STATUS_500 && answer.status() == LEAST_FAULT;
        boolean known = before.status().filter(status -> status >= LEAST_FAULT).isPresent();
        if (answer.status() < LEAST_FAULT || use.stated() || known || (relayed && !isOfGateway(answer))) {
            return Optional.empty();
        }
        return Optional.of(answer.status() + UNSTATED);
    }

    /** Whether the gateway made this error: what an upstream says is passed on as it is. */
    private static boolean isOfGateway(Answer answer) {
        String type = answer.headers().get("content-type");
        return type != null && type.startsWith("application/problem+json");
    }
}

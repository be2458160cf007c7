package dev.penstock.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The requests of one case and what came of each, in their order. */
record Exchanges(List<Exchange> list) {
    /** What the way to the client and back may take beside the deadline. */
    private static final Duration SLACK = Duration.ofMillis(250);

    /**
     * One of them.
     *
     * @param answer the whole answer
     * @param failed why there is none
     * @param deadline of its route
     */
    record Exchange(Optional<Answer> answer, Optional<SendFailed> failed, Optional<Duration> deadline) {
        /** The status, also of an answer that broke off; empty: there was no answer. */
        Optional<Integer> status() {
            return answer.map(Answer::status).or(() -> failed.flatMap(SendFailed::status));
        }

        /** How late the answer was; empty: it was in time. */
        Optional<String> late() {
            return answer.map(Answer::took)
                    .filter(took -> deadline.filter(most -> took.compareTo(most.plus(SLACK)) > 0)
                            .isPresent())
                    .map(took -> "the answer came after " + took.toMillis() + " ms, the deadline is "
                            + deadline.get().toMillis() + " ms");
        }

        private String shown() {
            return status().map(String::valueOf).orElse("none")
                    + (answer.isEmpty() && status().isPresent() ? " broken off" : "");
        }
    }

    Exchanges {
        list = List.copyOf(list);
    }

    /** The whole answer to the last request. */
    Optional<Answer> last() {
        return list.get(list.size() - 1).answer();
    }

    boolean isLate() {
        return list.stream().anyMatch(one -> one.late().isPresent());
    }

    /** The statuses, such as {@code 200 ×2, 429}. */
    String statuses() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < list.size(); ) {
            String shown = list.get(i).shown();
            int end = i;
            while (end < list.size() && list.get(end).shown().equals(shown)) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(shown).append(end - i > 1 ? " ×" + (end - i) : "");
            i = end;
        }
        return text.toString();
    }

    /** The longest of the answers. */
    Duration took() {
        return list.stream()
                .flatMap(one -> one.answer().stream())
                .map(Answer::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}

package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is stored of the answers to one key (RFC 9111 section 3), and stores it.
 *
 * @param whose whom the answers are fetched for
 */
record Admission(Fetch.Rules rules, String key, Whose whose) {
    /** The head to store; empty for an answer that is not to be stored, or never could be of use. */
    Optional<Answer> storable(Head head, MultiMap request) {
        MultiMap kept = Answer.kept(head, whose.isShared());
        Sharing sharing = Sharing.of(whose, head, kept);
        if (sharing == Sharing.NONE) {
            return Optional.empty();
        }
        return rules.freshness()
                .timing(head, whose.isShared())
                .filter(timing -> timing.isFresh(head.received())
                        || timing.mayServeWhileRevalidating(head.received())
                        || Conditions.canValidate(kept))
                .map(timing -> answer(head, kept, timing, sharing, request));
    }

    /** The head as those are given it who wait already, and nobody after them. */
    Answer once(Head head, MultiMap request) {
        Timing stale = new Timing(head.received(), Duration.ZERO, head.received(), Duration.ZERO, Duration.ZERO, true);
        MultiMap kept = Answer.kept(head, whose.isShared());
        return answer(head, kept, stale, Sharing.of(whose, head, kept), request);
    }

    private static Answer answer(Head head, MultiMap kept, Timing timing, Sharing sharing, MultiMap request) {
        return new Answer(head.status(), kept, timing, sharing, Variant.of(head.headers(), request));
    }

    /** The head of a stored answer, renewed by what a 304 or an answer to HEAD says. */
    static Head renewed(Entry stored, Head news) {
        MultiMap merged = Conditions.merged(stored.answer().headers(), news.headers());
        return Head.of(stored.answer().status(), merged, news.asked(), news.received());
    }

    /** Renews the other stored answers that a 304 confirms (section 4.3.4). */
    void renewOthers(Entry asked, Head news) {
        for (Entry other : rules.store().find(key).map(Resource::variants).orElse(List.of())) {
            if (!other.answer().variant().equals(asked.answer().variant())
                    && Conditions.confirmsAlso(news.headers(), other.answer().headers())) {
                renew(other, news);
            }
        }
    }

    /** Renews a stored answer by the head of an answer to HEAD, or drops it as outdated (section 4.3.5). */
    void renewByHead(Entry stored, Head news) {
        if (Conditions.isHeadOf(news.headers(), stored)) {
            renew(stored, news);
        } else {
            rules.store().remove(key, stored);
        }
    }

    private void renew(Entry stored, Head news) {
        Head head = renewed(stored, news);
        MultiMap kept = Answer.kept(head, whose.isShared());
        Answer old = stored.answer();
        Sharing sharing = Sharing.of(whose, head, kept);
        if (sharing == Sharing.NONE) {
            rules.store().remove(key, stored);
            return;
        }
        rules.freshness()
                .timing(head, whose.isShared())
                .ifPresent(
                        timing -> rules.store().replace(key, stored, stored.under(old.renewed(kept, timing, sharing))));
    }
}

package dev.penstock.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutsideTest {
    private static final int LENGTH = 100_000;

    private final Outside outside = new Outside(10 * LENGTH);

    @Test
    void aCopyHasTheSameBytesAndIsNoView() {
        Buffer bytes = Buffer.buffer("x".repeat(LENGTH));
        Buffer copy = outside.copy(bytes);
        bytes.setByte(0, (byte) 'y');
        assertThat(copy.toString()).isEqualTo("x".repeat(LENGTH));
        assertThat(copy.slice(1, 3).toString()).isEqualTo("xx");
        assertThat(outside.taken()).isEqualTo(LENGTH);
    }

    @Test
    void whatFindsNoRoomIsACopyInTheHeap() {
        List<Buffer> held = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            held.add(outside.copy(Buffer.buffer("x".repeat(LENGTH))));
        }
        assertThat(held).allMatch(copy -> copy.length() == LENGTH);
        assertThat(outside.taken()).isBetween((long) LENGTH, 10L * LENGTH);
    }

    @Test
    void whatNobodyHoldsGivesItsRoomBack() {
        for (int i = 0; i < 10; i++) {
            outside.copy(Buffer.buffer("x".repeat(LENGTH)));
        }
        for (int i = 0; i < 100 && outside.taken() > LENGTH; i++) {
            System.gc();
            outside.copy(Buffer.buffer("x"));
        }
        assertThat(outside.taken()).isLessThanOrEqualTo(LENGTH);
    }
}

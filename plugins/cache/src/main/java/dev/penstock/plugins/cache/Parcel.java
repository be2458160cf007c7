package dev.penstock.plugins.cache;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What stands under a key of the shared store: a letter, the version of this form, a checksum, and one of three. What
 * another version wrote, or what was cut, cannot be read, and counts as nothing.
 */
sealed interface Parcel {
    /** Goes up with every change of this form, or of {@link Entry}'s row. */
    int VERSION = 2;

    /** A stored answer, and what was purged when it was asked for. */
    record Stored(Position at, Entry entry) implements Parcel {}

    /**
     * Says where the answers are that vary.
     *
     * @param salt in the keys of those answers: with another, older ones are out of reach
     * @param names the lists of fields by which they vary, the latest first
     */
    record Index(String salt, List<List<String>> names) implements Parcel {
        /** So many different lists; of more the oldest goes. */
        private static final int MOST = 4;

        Index with(List<String> more) {
            List<List<String>> changed = new ArrayList<>(List.of(more));
            names.stream().filter(each -> !each.equals(more)).limit(MOST - 1).forEach(changed::add);
            return new Index(salt, List.copyOf(changed));
        }
    }

    /**
     * That what stood here is invalid.
     *
     * @param mark another each time
     */
    record Gone(String mark) implements Parcel {}

    /** As bytes. */
    default Buffer write() {
        Packer packer = new Packer();
        if (this instanceof Stored stored) {
            byte[] row = stored.entry.row();
            packer.put('e').text(stored.at.log()).number(stored.at.number());
            packer.size(row.length).put(row, row.length);
            byte[] beside = stored.entry.beside().getBytes();
            packer.put(beside, beside.length);
        } else if (this instanceof Index index) {
            packer.put('i').text(index.salt).size(index.names.size());
            index.names.forEach(packer::texts);
        } else {
            packer.put('g').text(((Gone) this).mark);
        }
        byte[] content = packer.toBytes();
        Packer whole = new Packer().put('P').put(VERSION).number(checksum(content));
        return Buffer.buffer(whole.put(content, content.length).toBytes());
    }

    /** What {@link #write} wrote; empty for anything else. */
    static Optional<Parcel> read(Buffer value) {
        byte[] bytes = value.getBytes();
        try {
            Unpacker reader = new Unpacker(bytes, 0);
            if (reader.next() != 'P' || reader.next() != VERSION || reader.number() != checksum(value, reader.at())) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (reader.next()) {
                        case 'e' -> stored(value, reader);
                        case 'i' -> index(reader);
                        default -> new Gone(reader.text());
                    });
        } catch (RuntimeException cut) {
            return Optional.empty();
        }
    }

    private static Stored stored(Buffer value, Unpacker reader) {
        Position at = new Position(reader.text(), reader.longNumber());
        int length = reader.size();
        int body = Math.addExact(reader.at(), length);
        byte[] row = value.getBytes(reader.at(), body);
        return new Stored(at, Entry.of(row, value.getBuffer(body, value.length())));
    }

    private static Index index(Unpacker reader) {
        String salt = reader.text();
        List<List<String>> names = new ArrayList<>();
        for (int left = reader.size(); left > 0; left--) {
            names.add(reader.texts());
        }
        return new Index(salt, List.copyOf(names));
    }

    private static int checksum(Buffer value, int from) {
        return checksum(value.getBytes(from, value.length()));
    }

    private static int checksum(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return (int) sum.getValue();
    }
}

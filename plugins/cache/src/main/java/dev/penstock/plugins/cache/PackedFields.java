package dev.penstock.plugins.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Header fields as they are stored: bytes in a row, of which each look-up reads. A head costs so little more memory than
 * its bytes. {@link #copy(boolean) A copy} is a map as others; this one does not change.
 */
final class PackedFields implements FixedFields {
    /** A name that is known takes one byte: a part of the form, to which names are added at the end alone. */
    private static final List<String> KNOWN = known(
            "Accept-Ranges",
            "Access-Control-Allow-Origin",
            "Cache-Control",
            "Cache-Status",
            "Cache-Tag",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Location",
            "Content-Security-Policy",
            "Content-Type",
            "Date",
            "ETag",
            "Expires",
            "Last-Modified",
            "Link",
            "Location",
            "Pragma",
            "Referrer-Policy",
            "Server",
            "Strict-Transport-Security",
            "Surrogate-Key",
            "Vary",
            "Via",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Powered-By",
            "X-Request-Id");

    private static final Map<String, Integer> CODES = IntStream.range(0, KNOWN.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(KNOWN::get, code -> code + 1));

    private final byte[] bytes;
    private final int from;

    /** @param from where {@link #write} began */
    PackedFields(byte[] bytes, int from) {
        this.bytes = bytes;
        this.from = from;
    }

    /** As they are written, and in lower case. */
    private static List<String> known(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static void write(Packer packer, String name) {
        int code = CODES.getOrDefault(name, 0);
        packer.put(code);
        if (code == 0) {
            packer.text(name);
        }
    }

    private static String name(Unpacker reader) {
        int code = reader.next();
        return code == 0 ? reader.text() : KNOWN.get(code - 1);
    }

    private static boolean isName(Unpacker reader, CharSequence name) {
        int code = reader.next();
        return code == 0 ? reader.isText(name) : KNOWN.get(code - 1).equalsIgnoreCase(name.toString());
    }

    static void write(Packer packer, MultiMap fields) {
        packer.size(fields.entries().size());
        fields.forEach((name, value) -> {
            write(packer, name);
            packer.text(value);
        });
    }

    @Override
    public void forEach(BiConsumer<String, String> each) {
        Unpacker reader = new Unpacker(bytes, from);
        for (int left = reader.size(); left > 0; left--) {
            each.accept(name(reader), reader.text());
        }
    }

    @Override
    public String get(String name) {
        return get((CharSequence) name);
    }

    @Override
    public String get(CharSequence name) {
        Unpacker reader = new Unpacker(bytes, from);
        return find(reader, reader.size(), name) > 0 ? reader.text() : null;
    }

    /**
     * Moves on to the value of the next field of this name.
     *
     * @param left so many fields are left
     * @return how many there are with the one that was found; 0: there is none
     */
    private static int find(Unpacker reader, int left, CharSequence name) {
        for (int with = left; with > 0; with--) {
            if (isName(reader, name)) {
                return with;
            }
            reader.skipText();
        }
        return 0;
    }

    @Override
    public List<String> getAll(String name) {
        return getAll((CharSequence) name);
    }

    @Override
    public List<String> getAll(CharSequence name) {
        Unpacker reader = new Unpacker(bytes, from);
        int with = find(reader, reader.size(), name);
        if (with == 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (; with > 0; with = find(reader, with - 1, name)) {
            values.add(reader.text());
        }
        return values;
    }

    @Override
    public boolean contains(String name) {
        return contains((CharSequence) name);
    }

    @Override
    public boolean contains(CharSequence name) {
        Unpacker reader = new Unpacker(bytes, from);
        return find(reader, reader.size(), name) > 0;
    }

    @Override
    public boolean isEmpty() {
        return bytes[from] == 0;
    }

    /** Each name once, in whatever case it came first. */
    @Override
    public Set<String> names() {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> names = new LinkedHashSet<>();
        forEach((name, value) -> {
            if (seen.add(name)) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public int size() {
        return names().size();
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        forEach((name, value) -> all.add(Map.entry(name, value)));
        return all.iterator();
    }

    @Override
    public MultiMap copy(boolean mutable) {
        if (!mutable) {
            return this;
        }
        MultiMap copy = HttpHeaders.headers();
        forEach(copy::add);
        return copy;
    }
}

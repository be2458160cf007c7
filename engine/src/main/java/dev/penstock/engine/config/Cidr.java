package dev.penstock.engine.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a block of one.
 *
 * @param base an address of the block
 * @param bits how many of its leading bits count
 */
public record Cidr(InetAddress base, int bits) {
    /**
     * Reads a block; looks nothing up.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        boolean four = address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        boolean six = address.contains(":") && address.matches("[0-9A-Fa-f:.]+");
        if ((four || six) && (slash < 0 || bits.matches("[0-9]{1,3}"))) {
            try {
                InetAddress base = InetAddress.getByName(address);
                int longest = base.getAddress().length * 8;
                int mapped = six ? 128 - longest : 0;
                int counted = slash < 0 ? longest : Integer.parseInt(bits) - mapped;
                if (counted >= 0 && counted <= longest) {
                    return new Cidr(base, counted);
                }
            } catch (UnknownHostException noAddress) {
                throw refused(text, noAddress);
            }
        }
        throw refused(text, null);
    }

    /** Whether a text is an address of one of these blocks; looks nothing up. */
    public static boolean anyContains(List<Cidr> blocks, String address) {
        if (blocks.isEmpty()) {
            return false;
        }
        try {
            InetAddress found = parse(address).base;
            return blocks.stream().anyMatch(block -> block.contains(found));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** Whether the address is one of the block; {@code ::ffff:10.0.0.1} counts as {@code 10.0.0.1}. */
    public boolean contains(InetAddress address) {
        byte[] own = base.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException refused(String text, Throwable cause) {
        return new IllegalArgumentException("expected addresses such as 10.0.0.0/8, found '" + text + "'", cause);
    }
}
